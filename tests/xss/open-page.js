// The demo page without its policy: what a site without any has.
import { createServer } from "node:http";
import { forward, listen, passBack } from "../e2e/http.js";

const POLICY = ["content-security-policy", "x-content-type-options"];

/**
 * Passes everything on to a relay, and its answers back without the policy.
 *
 * @param {string} target the relay's origin.
 * @returns {Promise<{url: string, stop(): Promise<void>}>}
 */
export async function startWithoutPolicy(target) {
  const withoutPolicy = (from, outgoing) => {
    const kept = Object.entries(from.headers).filter(([name]) => !POLICY.includes(name));
    passBack(from, outgoing, Object.fromEntries(kept));
  };
  const passOn = (incoming, outgoing) => forward(target, incoming, outgoing, withoutPolicy);
  return listen(createServer(passOn));
}
