// A proxy that removes the CSP from the demo page, to simulate a site without one.
import { createServer } from "node:http";
import { forward, listen, pipeResponse } from "../e2e/support/http-server.js";

const REMOVED_HEADERS = ["content-security-policy", "x-content-type-options"];

/**
 * Starts a proxy that forwards every request to a relay and removes the CSP from the responses.
 *
 * @param {string} target origin of the relay.
 * @returns {Promise<{url: string, stop(): Promise<void>}>}
 */
export async function startProxyWithoutCsp(target) {
  const pipeWithoutCsp = (response, outgoing) => {
    const headers = Object.entries(response.headers);
    const kept = headers.filter(([name]) => !REMOVED_HEADERS.includes(name));
    pipeResponse(response, outgoing, Object.fromEntries(kept));
  };
  const handle = (incoming, outgoing) => forward(target, incoming, outgoing, pipeWithoutCsp);
  return listen(createServer(handle));
}
