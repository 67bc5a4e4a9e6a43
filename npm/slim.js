// The form without its wasm: the page brings both halves, from wherever it keeps it.
import { createTicketForm as create, define as defineWith } from "./open-ticket-element.js";

// What the second half must be: it may come hours after the first. The bundle's maker writes it here.
const INTEGRITY = "";

let bring;
let brought = new Promise((resolve) => {
  bring = resolve;
});
let half;

async function load() {
  const [bundle, wasm] = await Promise.all([import("./open-ticket-app.js"), brought]);
  await bundle.default({ module_or_path: wasm });
  bundle.bringEditor(() => got(half));
  return bundle;
}

/** A URL is asked anew with each try; an answer is read once, so a second try needs a copy. */
async function got(given) {
  const it = await given;
  if (it instanceof Response) return it.clone();
  return typeof it === "string" || it instanceof URL || it instanceof Request
    ? fetch(it, { integrity: INTEGRITY })
    : it;
}

export function init({ wasm, editor } = {}) {
  if (!wasm || !editor) {
    throw new TypeError("open-ticket: init() wants { wasm, editor }: their URLs, answers or bytes");
  }
  half = editor;
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
