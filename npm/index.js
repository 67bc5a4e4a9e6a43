// Entry point of the package. Importing it has no side effects. Bundlers find both wasm chunks by their
// `new URL` and copy them to the output.
import { fetchFile } from "./fetch-file.js";
import { createTicketForm as create, define as defineElement } from "./open-ticket-element.js";

// Integrity hash of the editor chunk, which may be fetched hours later. `make dist` inserts it.
const INTEGRITY = "";

async function load() {
  if (!import.meta.url) {
    throw new Error(
      'the bundle is not an ES module, so it does not know the URL of the wasm. Use the output format "esm", or open-ticket/slim',
    );
  }
  const wasm = fetchFile(new URL("./open-ticket-app_bg.wasm", import.meta.url));
  // Rejections are handled below, when the glue code has loaded.
  wasm.catch(() => {});
  const bundle = await import("./open-ticket-app.js");
  await bundle.default({ module_or_path: wasm });
  const editor = new URL("./open-ticket-editor.wasm", import.meta.url);
  bundle.setEditorSource(() => fetchFile(editor, INTEGRITY));
  return bundle;
}

export function define(tag) {
  defineElement(load, tag);
}

export function createTicketForm(target, options = {}) {
  define(options.tag);
  return create(target, options);
}
