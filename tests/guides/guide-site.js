// Server of a site that a guide builds: its files and their policies, with the relay on the same origin.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { forward, listen } from "../e2e/support/http-server.js";

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
 * @param {string} folder the folder to serve.
 * @param {string} relayUrl the relay's origin.
 * @param {(page: string) => string} policyOf a page's policy; NONCE in it and in the page is
 *   replaced by a new nonce.
 * @param {Record<string, [string, (folder: string) => Promise<string>]>} [scripts] dynamic pages:
 *   the file extension, and a function that generates the page.
 * @returns {Promise<{url: string, stop(): Promise<void>}>}
 */
export async function startSite(folder, relayUrl, policyOf, scripts = {}) {
  const server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url, "http://site");
    if (RELAY_PATHS.test(`${pathname}/`)) forward(relayUrl, incoming, outgoing);
    else respond(pathname, outgoing).catch((error) => sendError(outgoing, error));
  });

  async function respond(pathname, outgoing) {
    const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const path = join(folder, normalize(name));
    const extension = extname(path);
    // Browsers request a favicon for every page.
    if (pathname === "/favicon.ico") outgoing.writeHead(204).end();
    else if (scripts[pathname]) await sendGenerated(outgoing, pathname, ...scripts[pathname]);
    else if (!existsSync(path) || !statSync(path).isFile()) outgoing.writeHead(404).end();
    else if (extension === ".html") sendPage(outgoing, name.slice(1), readFileSync(path, "utf8"));
    else sendFile(outgoing, extension, readFileSync(path));
  }

  async function sendGenerated(outgoing, pathname, extension, generate) {
    const text = await generate(folder);
    if (extension === ".html") sendPage(outgoing, pathname.slice(1), text);
    else sendFile(outgoing, extension, text);
  }

  function sendPage(outgoing, name, html) {
    const nonce = randomBytes(16).toString("base64");
    const insertNonce = (text) => text.replaceAll("NONCE", nonce);
    const headers = {
      "content-security-policy": insertNonce(policyOf(name)),
      "content-type": CONTENT_TYPES[".html"],
    };
    outgoing.writeHead(200, headers).end(insertNonce(html));
  }

  return listen(server);
}

function sendFile(outgoing, extension, contents) {
  outgoing.writeHead(200, { "content-type": CONTENT_TYPES[extension] }).end(contents);
}

function sendError(outgoing, error) {
  outgoing.writeHead(500, { "content-type": "text/plain" }).end(String(error));
}
