// What is compared: the form, and what pages use today.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { serve } from "../serve.js";

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
  if (peer) return [page(peer), headers("text/html")];
  const own = PEERS.some(({ script }) => path === `/${script}`);
  const file = own ? here(path) : new URL(`.${path}`, MODULES);
  if (!existsSync(file)) return undefined;
  return [readFileSync(file), headers(path.endsWith(".css") ? "text/css" : "text/javascript")];
}

const here = (path) => fileURLToPath(new URL(`.${path}`, import.meta.url));

const headers = (type) => ({ "content-type": `${type}; charset=utf-8` });

/** Serves a page for each peer, at `/` and its renderer's name. */
export const servePeers = () => serve(answer);
