// A site that embeds the form: it forwards to the relay, adds a script that reports errors to each page,
// and serves pages of the test. Each test has its own site on a new port, so that the storage is empty.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { startFaultyProxy } from "../../e2e/support/faults/faulty-proxy.js";
import { STRICT_POLICY } from "../../e2e/support/host-page.js";
import { forward, listen } from "../../e2e/support/http-server.js";

const REPORT_ERRORS = readFileSync(new URL("report-errors.js", import.meta.url));
const SCRIPT = `<script src="/report-errors.js"></script>`;

/**
 * Starts the site.
 *
 * @param {string} relay origin of the relay.
 * @returns `url`; `requests`, the API requests as method and path; `reports`, the errors of its pages;
 *   `setPage(path, body, head)` and `setScript(path, callback)`; the methods of the faulty proxy; `stop()`.
 */
export async function startSite(relay) {
  const [files, requests, reports, reportsOfPages] = [new Map(), [], [], new Map()];
  const setFile = (path, type, contents) => files.set(path, { type, contents });
  setFile("/report-errors.js", "text/javascript", REPORT_ERRORS);
  const server = createServer((incoming, outgoing) => {
    const { pathname, searchParams } = new URL(incoming.url, "http://site");
    if (pathname === "/report-errors") {
      const [page, errors] = [searchParams.get("page"), JSON.parse(searchParams.get("errors"))];
      // Requests of a page may arrive in another order.
      const known = reportsOfPages.get(page) ?? 0;
      reports.push(...errors.slice(known));
      reportsOfPages.set(page, Math.max(known, errors.length));
      return outgoing.writeHead(204).end();
    }
    if (files.has(pathname)) {
      const { type, contents } = files.get(pathname);
      return outgoing.writeHead(200, { ...HEADERS, "content-type": type }).end(contents);
    }
    if (pathname.startsWith("/api/")) requests.push(`${incoming.method} ${pathname}`);
    if (!incoming.headers.accept?.includes("text/html")) return forward(relay, incoming, outgoing);
    delete incoming.headers["accept-encoding"];
    forward(relay, incoming, outgoing, addScript);
  });
  const { url, stop } = await listen(server);
  const proxy = await startFaultyProxy(url);
  return {
    ...proxy,
    requests,
    reports,
    setPage: (path, body, head = "") => setFile(path, "text/html; charset=utf-8", page(head, body)),
    setScript: (path, callback) => setFile(path, "text/javascript", `(${callback})();`),
    stop: async () => {
      await proxy.stop();
      await stop();
    },
  };
}

const HEADERS = {
  "cache-control": "no-cache",
  "content-security-policy": STRICT_POLICY,
};

const page = (head, body) =>
  `<!doctype html><html lang="en"><head><title>Site</title><link rel="icon" href="/icon.svg">` +
  `${SCRIPT}${head}</head><body>${body}</body></html>`;

async function addScript(response, outgoing) {
  const chunks = [];
  for await (const chunk of response) chunks.push(chunk);
  const html = Buffer.concat(chunks).toString().replace("<head>", `<head>${SCRIPT}`);
  const { "content-length": _, ...headers } = response.headers;
  outgoing.writeHead(response.statusCode, headers).end(html);
}
