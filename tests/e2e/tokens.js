// Tokens, as a site mints them for the client who is signed in there.
import { createHmac } from "node:crypto";
import { SIGNING_KEY } from "./relay.js";

const base64 = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token of client 1's; `age` says how many seconds ago it was made. It lasts for a minute. */
export function token({ age = 0, key = SIGNING_KEY } = {}) {
  const iat = Math.floor(Date.now() / 1000) - age;
  const claims = { aud: "open-ticket", iat, exp: iat + 60, client: 1, name: "Ada Lovelace" };
  const signed = `${base64({ alg: "HS256", typ: "JWT" })}.${base64(claims)}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}
