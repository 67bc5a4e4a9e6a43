// The Markdown editors and renderers that the form is compared with.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { serve } from "../serve.js";

const MODULES = new URL("../../node_modules/", import.meta.url);
const version = (name) =>
  JSON.parse(readFileSync(new URL(`${name}/package.json`, MODULES))).version;

/** Widely used packages, with the files to load from each. */
export const PEERS = [
  {
    name: `marked ${version("marked")} + DOMPurify ${version("dompurify")}`,
    renderer: "marked",
    files: ["marked/lib/marked.umd.js", "dompurify/dist/purify.min.js"],
    adapter: "html-renderer-adapter.js",
  },
  {
    name: `markdown-it ${version("markdown-it")}`,
    renderer: "markdown-it",
    files: ["markdown-it/dist/browser/markdown-it.umd.min.js"],
    adapter: "html-renderer-adapter.js",
  },
  {
    name: `EasyMDE ${version("easymde")}`,
    renderer: "easymde",
    files: ["easymde/dist/easymde.min.js"],
    styles: ["easymde/dist/easymde.min.css"],
    adapter: "easymde-adapter.js",
  },
];

function page({ renderer, files, styles = [], adapter }) {
  const links = styles.map((file) => `<link rel="stylesheet" href="/${file}">`);
  const scripts = [...files, adapter].map((file) => `<script src="/${file}"></script>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${renderer}</title>
${links.join("\n")}
<body data-renderer="${renderer}"><textarea></textarea><div id="preview"></div>
${scripts.join("\n")}</body></html>`;
}

function respond(path) {
  const peer = PEERS.find(({ renderer }) => path === `/${renderer}`);
  if (peer) return [page(peer), headers("text/html")];
  const isAdapter = PEERS.some(({ adapter }) => path === `/${adapter}`);
  const file = isAdapter ? adapterPath(path) : new URL(`.${path}`, MODULES);
  if (!existsSync(file)) return undefined;
  return [readFileSync(file), headers(path.endsWith(".css") ? "text/css" : "text/javascript")];
}

const adapterPath = (path) => fileURLToPath(new URL(`.${path}`, import.meta.url));

const headers = (type) => ({ "content-type": `${type}; charset=utf-8` });

/** Serves a page for each peer, at `/` followed by the name of its renderer. */
export const servePeers = () => serve(respond);
