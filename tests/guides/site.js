// A site that somebody has made by a guide: its files under its policy, and the relay on its origin.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { forward, listen } from "../e2e/http.js";

const KINDS = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** What the relay answers on a site's own origin. */
const RELAYS = /^\/(api|sandbox)\//;

/**
 * @param {string} folder what is served.
 * @param {string} relay the relay's origin.
 * @param {(page: string) => string} policyOf a page's policy; NONCE in it and in the page becomes
 *   a fresh one.
 * @param {Record<string, [string, (folder: string) => Promise<string>]>} [scripts] what is made when
 *   it is asked for: its kind, as a file's name would end, and what makes it.
 * @returns {Promise<{url: string, stop(): Promise<void>}>}
 */
export async function startSite(folder, relay, policyOf, scripts = {}) {
  const server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url, "http://site");
    if (RELAYS.test(`${pathname}/`)) forward(relay, incoming, outgoing);
    else answer(pathname, outgoing).catch((error) => fail(outgoing, error));
  });

  async function answer(pathname, outgoing) {
    const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const path = join(folder, normalize(name));
    // Every browser asks for one, whatever the page says.
    if (pathname === "/favicon.ico") outgoing.writeHead(204).end();
    else if (scripts[pathname]) await made(outgoing, pathname, ...scripts[pathname]);
    else if (!existsSync(path) || !statSync(path).isFile()) outgoing.writeHead(404).end();
    else if (extname(path) === ".html") page(outgoing, name.slice(1), readFileSync(path, "utf8"));
    else outgoing.writeHead(200, { "content-type": KINDS[extname(path)] }).end(readFileSync(path));
  }

  async function made(outgoing, pathname, kind, make) {
    const text = await make(folder);
    if (kind === ".html") page(outgoing, pathname.slice(1), text);
    else outgoing.writeHead(200, { "content-type": KINDS[kind] }).end(text);
  }

  function page(outgoing, name, html) {
    const nonce = randomBytes(16).toString("base64");
    const fresh = (text) => text.replaceAll("NONCE", nonce);
    const headers = {
      "content-security-policy": fresh(policyOf(name)),
      "content-type": KINDS[".html"],
    };
    outgoing.writeHead(200, headers).end(fresh(html));
  }

  return listen(server);
}

function fail(outgoing, error) {
  outgoing.writeHead(500, { "content-type": "text/plain" }).end(String(error));
}
