// Entry point of the package. Importing it has no side effects. Bundlers find both wasm chunks by their
// `new URL` and copy them to the output.
import { createTicketForm as create, define as defineElement } from "./open-ticket-element.js";

// Integrity hash of the editor chunk, which may be fetched hours later. `make dist` inserts it.
const INTEGRITY = "";

async function load() {
  const bundle = await import("./open-ticket-app.js");
  // Strings: a page's own `fetch` may not support URL objects.
  const wasm = new URL("./open-ticket-app_bg.wasm", import.meta.url).href;
  await bundle.default({ module_or_path: wasm });
  const editor = new URL("./open-ticket-editor.wasm", import.meta.url).href;
  bundle.setEditorSource(() => fetch(editor, { integrity: INTEGRITY }));
  return bundle;
}

export function define(tag) {
  defineElement(load, tag);
}

export function createTicketForm(target, options = {}) {
  define(options.tag);
  return create(target, options);
}
