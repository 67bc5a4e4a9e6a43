// The sandbox's binary, behind a proxy that records requests.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const BINARY = join(
  process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"),
  "debug",
  "open-ticket-sandbox",
);
const API_PATH = "/includes/api.php";

/**
 * Starts a sandbox.
 *
 * @returns {Promise<{url: string, lastRequest(): Promise<object>, call(action: string, parameters?:
 *   object): Promise<object>, stop(): Promise<void>}>} the URL of its api.php behind the proxy, the last
 *   recorded request, a function that calls an action without the proxy, and a function that stops both.
 */
export async function startSandbox() {
  if (!existsSync(BINARY)) throw new Error("The sandbox is missing: `make test` builds it");
  const folder = mkdtempSync(join(tmpdir(), "open-ticket-clients-"));
  const database = ["--database", join(folder, "sandbox.db")];
  const child = spawn(BINARY, ["--listen", "127.0.0.1:0", ...database], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const [line] = await once(child.stdout, "data");
  const api = new URL(API_PATH, String(line).match(/http:\S+/)[0]);

  let last;
  const proxy = createServer(async (request, response) => {
    last = {
      method: request.method,
      contentType: request.headers["content-type"],
      query: new URL(request.url, api).search,
      body: await buffer(request),
    };
    const forwarded = await fetch(new URL(request.url, api), {
      method: last.method,
      headers: last.contentType ? { "content-type": last.contentType } : {},
      body: last.method === "GET" ? undefined : last.body,
    });
    response.writeHead(forwarded.status, { "content-type": forwarded.headers.get("content-type") });
    response.end(Buffer.from(await forwarded.arrayBuffer()));
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");

  return {
    url: `http://127.0.0.1:${proxy.address().port}${API_PATH}`,
    lastRequest: () => readParameters(last),
    async call(action, parameters) {
      const credentials = { identifier: "sandbox", secret: "sandbox", responsetype: "json" };
      const body = new URLSearchParams({ ...credentials, action, ...parameters });
      return (await fetch(api, { method: "POST", body })).json();
    },
    async stop() {
      proxy.close();
      proxy.closeAllConnections();
      child.kill();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Adds the parameters of a recorded request, from its form or its URL. */
async function readParameters({ method, contentType, query, body }) {
  const form =
    method === "GET"
      ? new URLSearchParams(query)
      : await new Response(body, { headers: { "content-type": contentType } }).formData();
  return { method, contentType, parameters: [...form] };
}
