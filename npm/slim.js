// Entry point without the wasm: the page provides both chunks to `init`.
import { fetchFile } from "./fetch-file.js";
import { createTicketForm as create, define as defineElement } from "./open-ticket-element.js";

// Integrity hash of the editor chunk, which may be fetched hours later. `make dist` inserts it.
const INTEGRITY = "";

let resolveWasm;
let mainWasm = new Promise((resolve) => {
  resolveWasm = resolve;
});
let editorWasm;

async function load() {
  const [bundle, wasm] = await Promise.all([import("./open-ticket-app.js"), mainWasm]);
  await bundle.default({ module_or_path: fetchWasm(wasm) });
  bundle.setEditorSource(() => fetchWasm(editorWasm, INTEGRITY));
  return bundle;
}

/** Fetches a URL at each attempt. A response can be read once, so each attempt gets a clone. */
async function fetchWasm(wasm, integrity) {
  const source = await wasm;
  if (typeof source === "string" || source instanceof URL) return fetchFile(source, integrity);
  // The page may have replaced or wrapped the classes of requests and responses.
  if (typeof source.clone !== "function") return source;
  return "destination" in source ? fetch(source, { integrity }) : source.clone();
}

export function init({ wasm, editor } = {}) {
  if (!wasm || !editor) {
    throw new TypeError("open-ticket: init() requires { wasm, editor }: URLs, responses or bytes");
  }
  editorWasm = editor;
  resolveWasm(wasm);
  // After a failed load, the next form uses the latest wasm.
  mainWasm = wasm;
}

export function define(tag) {
  defineElement(load, tag);
}

export function createTicketForm(target, options = {}) {
  define(options.tag);
  return create(target, options);
}
