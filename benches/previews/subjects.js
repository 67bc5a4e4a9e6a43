// What is compared: the form, and what pages use today.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

const MODULES = new URL("../../node_modules/", import.meta.url);
const version = (name) =>
  JSON.parse(readFileSync(new URL(`${name}/package.json`, MODULES))).version;

/** What pages use, with the files that each loads from its package. */
export const PEERS = [
  {
    name: `marked ${version("marked")} + DOMPurify ${version("dompurify")}`,
    renderer: "marked",
    files: ["marked/lib/marked.umd.js", "dompurify/dist/purify.min.js"],
    script: "peer.js",
  },
  {
    name: `markdown-it ${version("markdown-it")}`,
    renderer: "markdown-it",
    files: ["markdown-it/dist/browser/markdown-it.umd.min.js"],
    script: "peer.js",
  },
  {
    name: `EasyMDE ${version("easymde")}`,
    renderer: "easymde",
    files: ["easymde/dist/easymde.min.js"],
    styles: ["easymde/dist/easymde.min.css"],
    script: "easymde.js",
  },
];

function page({ renderer, files, styles = [], script }) {
  const links = styles.map((file) => `<link rel="stylesheet" href="/${file}">`);
  const scripts = [...files, script].map((file) => `<script src="/${file}"></script>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${renderer}</title>
${links.join("\n")}
<body data-renderer="${renderer}"><textarea></textarea><div id="preview"></div>
${scripts.join("\n")}</body></html>`;
}

function answer(path) {
  const peer = PEERS.find(({ renderer }) => path === `/${renderer}`);
  if (peer) return [page(peer), "text/html"];
  const type = path.endsWith(".css") ? "text/css" : "text/javascript";
  const own = PEERS.some(({ script }) => path === `/${script}`);
  return [readFileSync(own ? here(path) : new URL(`.${path}`, MODULES)), type];
}

const here = (path) => fileURLToPath(new URL(`.${path}`, import.meta.url));

/** Serves a page for each peer, at `/` and its renderer's name. */
export async function servePeers() {
  const server = createServer((request, response) => {
    try {
      const [body, type] = answer(request.url);
      response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}
