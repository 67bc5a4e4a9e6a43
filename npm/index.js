// The form as a package. Importing this does nothing yet. Bundlers find both halves of the wasm by their
// `new URL` and put them beside what they write.
import { createTicketForm as create, define as defineWith } from "./open-ticket-element.js";

// What the second half must be: it may come hours after the first. The bundle's maker writes it here.
const INTEGRITY = "";

async function load() {
  const bundle = await import("./open-ticket-app.js");
  await bundle.default({ module_or_path: new URL("./open-ticket-app_bg.wasm", import.meta.url) });
  const editor = new URL("./open-ticket-editor.wasm", import.meta.url);
  bundle.bringEditor(() => fetch(editor, { integrity: INTEGRITY }));
  return bundle;
}

export function define(tag) {
  defineWith(load, tag);
}

export function createTicketForm(target, options = {}) {
  define(options.tag);
  return create(target, options);
}
