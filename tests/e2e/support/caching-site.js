// A site that embeds the form, on a server whose responses, except pages and the loader, are cached
// for a day, with any status. It forwards the API to a relay.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { LOADER } from "./bundle-files.js";
import { STRICT_POLICY } from "./host-page.js";
import { forward, listen } from "./http-server.js";

const CONTENT_TYPES = { js: "text/javascript", wasm: "application/wasm" };

const page = (body) =>
  `<!doctype html><html lang="en"><title>Site</title><link rel="icon" href="data:,">` +
  `<script type="module" src="/${LOADER}"></script><body>${body}</body></html>`;

const DEFAULT_BODY = `<open-ticket><a href="/old">Open a ticket here</a></open-ticket>`;

/**
 * Starts the site.
 *
 * @param {string} relay origin of the relay.
 * @returns `files`, the files by name, which a test may replace; `requests`, the paths that were
 *   requested, with the status of the response; `url` and `stop()`.
 */
export async function startCachingSite(relay) {
  const site = { body: DEFAULT_BODY, files: new Map(), requests: [] };
  const server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url, "http://site");
    if (pathname.startsWith("/api/")) {
      forward(relay, incoming, outgoing);
      return;
    }
    const { status, headers, contents } = respond(site, pathname, incoming.headers);
    site.requests.push(`${status} ${pathname}`);
    outgoing.writeHead(status, headers).end(contents);
  });
  return Object.assign(site, await listen(server));
}

function respond({ body, files }, pathname, { "if-none-match": known }) {
  if (pathname === "/") {
    const headers = {
      "cache-control": "no-store",
      "content-security-policy": STRICT_POLICY.replace("img-src", "img-src data:"),
      "content-type": "text/html; charset=utf-8",
    };
    return { status: 200, headers, contents: page(body) };
  }
  const name = pathname.slice(1);
  const contents = files.get(name);
  const caching = name === LOADER ? "no-cache" : "max-age=86400";
  if (!contents) return { status: 404, headers: { "cache-control": caching } };
  const etag = `"${createHash("sha256").update(contents).digest("hex")}"`;
  const headers = {
    "cache-control": caching,
    "content-type": CONTENT_TYPES[name.split(".").at(-1)],
    etag,
  };
  return known === etag ? { status: 304, headers } : { status: 200, headers, contents };
}
