// Decoding of OpenTicket requests with PHP, which WHMCS runs on.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("decode-request-body.php", import.meta.url));

/** Returns the fields, file digests and custom field answers of a request body. */
export function decodeWithPhp(body) {
  const args = ["-d", "memory_limit=1G", SCRIPT];
  return JSON.parse(execFileSync("php", args, { input: body, encoding: "utf8" }));
}

/** Returns a file's name, SHA-256 digest and size, in the shape that `decodeWithPhp` returns. */
export const fileDigest = ({ name, bytes }) => ({
  name,
  sha256: createHash("sha256").update(bytes).digest("hex"),
  size: bytes.length,
});
