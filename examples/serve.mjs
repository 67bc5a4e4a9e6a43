// Serves an example as a web site: its files (those in dist/, if it has a build), with their content
// security policies, and the relay on the same origin.
// Usage, in the example's folder: node ../serve.mjs
// PORT sets the port (default: 3000), RELAY the relay's origin (default: http://127.0.0.1:8080).
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, request } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const INTEGRITY = new URL("../dist/integrity.json", import.meta.url);

const CONTENT_TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** Paths that are forwarded to the relay. */
const RELAY_PATHS = /^\/(api|sandbox)\//;

/**
 * Starts the server.
 *
 * @param {object} options
 * @param {string} options.folder the example's folder. The policy of `hosts.html` is in `hosts.http`, or
 *   else in `policy.http`.
 * @param {string} options.relay the relay's origin.
 * @param {number} [options.port] default: a free port.
 * @param {Record<string, [string, (folder: string) => Promise<string>]>} [options.generated] generated
 *   pages by path: the file extension, and a function that returns the contents.
 * @returns {Promise<{url: string, stop(): Promise<void>}>}
 */
export async function startSite({ folder, relay, port = 0, generated = {} }) {
  const dist = join(folder, "dist");
  const siteRoot = existsSync(dist) ? dist : folder;
  const server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url, "http://site");
    if (RELAY_PATHS.test(`${pathname}/`)) forward(relay, incoming, outgoing);
    else respond(pathname, outgoing).catch((error) => sendError(outgoing, error));
  });

  async function respond(pathname, outgoing) {
    const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const path = join(siteRoot, normalize(name));
    const [extension, generate] = generated[pathname] ?? [extname(path), () => readFileSync(path)];
    const isFile = () => statSync(path, { throwIfNoEntry: false })?.isFile();
    // Browsers request a favicon for every page.
    if (pathname === "/favicon.ico") outgoing.writeHead(204).end();
    else if (!generated[pathname] && !isFile()) outgoing.writeHead(404).end();
    else if (extension === ".html") sendPage(outgoing, name.slice(1), await generate(folder));
    else sendFile(outgoing, extension, await generate(folder));
  }

  /** Sends a page with its policy. Replaces NONCE in both with the same new nonce. */
  function sendPage(outgoing, name, contents) {
    const nonce = randomBytes(16).toString("base64");
    const insertNonce = (text) => text.replaceAll("NONCE", nonce);
    const headers = {
      "content-security-policy": insertNonce(policyOf(folder, name)),
      "content-type": CONTENT_TYPES[".html"],
    };
    outgoing.writeHead(200, headers).end(insertNonce(insertHashes(`${contents}`)));
  }

  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}

/** Returns the content security policy of a page. */
function policyOf(folder, page) {
  const pagePolicy = join(folder, page.replace(/\.\w+$/, ".http"));
  const path = existsSync(pagePolicy) ? pagePolicy : join(folder, "policy.http");
  return readFileSync(path, "utf8")
    .replace(/^Content-Security-Policy:/i, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Replaces placeholder hashes with the hashes that `make dist` has written. */
function insertHashes(page) {
  return page.replace(
    /src="\/open-ticket\/([^"]+)"(\s+)integrity="sha384-…"/g,
    (_, file, whitespace) => {
      const hashes = JSON.parse(readFileSync(INTEGRITY, "utf8"));
      return `src="/open-ticket/${file}"${whitespace}integrity="${hashes[file]}"`;
    },
  );
}

function forward(relay, incoming, outgoing) {
  const { method, headers, url } = incoming;
  const upstream = request(`${relay}${url}`, { method, headers }, (response) => {
    outgoing.writeHead(response.statusCode, response.headers);
    response.pipe(outgoing);
  });
  upstream.on("error", () => outgoing.destroy());
  incoming.pipe(upstream);
}

function sendFile(outgoing, extension, contents) {
  const type = CONTENT_TYPES[extension] ?? "application/octet-stream";
  outgoing.writeHead(200, { "content-type": type }).end(contents);
}

function sendError(outgoing, error) {
  outgoing.writeHead(500, { "content-type": "text/plain" }).end(String(error));
}

/** Serves a folder until the process ends, and prints the URL of each page. */
export async function serve(folder, generated = {}, pages = ["/"]) {
  const { PORT = "3000", RELAY = "http://127.0.0.1:8080" } = process.env;
  const { url } = await startSite({ folder, relay: RELAY, port: Number(PORT), generated });
  for (const page of pages) console.log(`${url}${page}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await serve(process.cwd());
