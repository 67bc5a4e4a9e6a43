// Tokens for a signed-in client, as a host page issues them.
import { createHmac } from "node:crypto";
import { SIGNING_KEY } from "./relay-process.js";

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * Signs a token for a client, with a lifetime of 60 seconds.
 *
 * @param {{age?: number, key?: string, client?: number}} [options] seconds since the token was issued,
 *   the key, and the client. Default: client 1.
 */
export function clientToken({ age = 0, key = SIGNING_KEY, client = 1 } = {}) {
  const iat = Math.floor(Date.now() / 1000) - age;
  const claims = { aud: "open-ticket", iat, exp: iat + 60, client, name: "Ada Lovelace" };
  const payload = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url(claims)}`;
  return `${payload}.${createHmac("sha256", key).update(payload).digest("base64url")}`;
}
