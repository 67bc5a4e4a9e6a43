// The form without its wasm: the page brings that, from wherever it keeps it.
import { createTicketForm as create, define as defineWith } from "./open-ticket-element.js";

let bring;
let brought = new Promise((resolve) => {
  bring = resolve;
});

async function load() {
  const [bundle, wasm] = await Promise.all([import("./open-ticket-app.js"), brought]);
  await bundle.default({ module_or_path: wasm });
  return bundle;
}

export function init({ wasm } = {}) {
  if (!wasm) throw new TypeError("open-ticket: init() wants { wasm }: its URL, answer or bytes");
  bring(wasm);
  // After a failure the next form tries with what was brought last.
  brought = wasm;
}

export function define(tag) {
  defineWith(load, tag);
}

export function createTicketForm(target, options = {}) {
  define(options.tag);
  return create(target, options);
}
