// The form as a package. Importing this does nothing yet. Bundlers find the wasm by its `new URL`
// and put it beside what they write.
import { createTicketForm as create, define as defineWith } from "./open-ticket-element.js";

async function load() {
  const bundle = await import("./open-ticket-app.js");
  await bundle.default({ module_or_path: new URL("./open-ticket-app_bg.wasm", import.meta.url) });
  return bundle;
}

export function define(tag) {
  defineWith(load, tag);
}

export function createTicketForm(target, options = {}) {
  define(options.tag);
  return create(target, options);
}
