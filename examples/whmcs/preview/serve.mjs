// Serves the client area's page without WHMCS: whmcs.php runs the hook and the template.
// Usage: OPEN_TICKET_SIGNING_KEY=… node preview/serve.mjs
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serve } from "../../serve.mjs";

const STUB = fileURLToPath(new URL("whmcs.php", import.meta.url));

/** Returns the pages that PHP generates. The relay must use the same signing key. */
export function generatedPages(signingKey) {
  const env = { ...process.env, OPEN_TICKET_SIGNING_KEY: signingKey };
  const runStub =
    (...parameters) =>
    async (folder) => {
      const { stdout } = await promisify(execFile)("php", [STUB, folder, ...parameters], { env });
      return stdout;
    };
  return {
    "/submitticket.php": [".html", runStub("page")],
    "/guest.php": [".html", runStub("page", "guest")],
    "/open-ticket/token.php": [".json", runStub("token")],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL("..", import.meta.url));
  const signingKey = process.env.OPEN_TICKET_SIGNING_KEY ?? "";
  await serve(folder, generatedPages(signingKey), ["/submitticket.php", "/guest.php"]);
}
