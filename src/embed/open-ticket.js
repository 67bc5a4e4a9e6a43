// open-ticket.js: the one script a page names. It defines <open-ticket>, starts what says
// data-open-ticket, and fetches the rest from beside this file when it is wanted.
//
// open-ticket.js?tag=open-ticket-next defines another name, for two versions on one page.
import { createTicketForm, define } from "./open-ticket-element.js";

// What each file must be; `make dist` writes it here. Without it nothing is checked.
const INTEGRITY = {};

const GLUE = "open-ticket-app.js";
const WASM = "open-ticket-app_bg.wasm";
const EDITOR = "open-ticket-editor.wasm";
const beside = (name) => new URL(name, import.meta.url);
const tag = new URL(import.meta.url).searchParams.get("tag") ?? "open-ticket";

async function load() {
  const wasm = fetch(beside(WASM), { integrity: INTEGRITY[WASM] ?? "" });
  // It is looked at below, once the glue has come.
  wasm.catch(() => {});
  await checked(beside(GLUE), INTEGRITY[GLUE]);
  const bundle = await import(beside(GLUE).href);
  await bundle.default({ module_or_path: wasm });
  // What `trunk build` makes is whole.
  bundle.bringEditor?.(() => fetch(beside(EDITOR), { integrity: INTEGRITY[EDITOR] ?? "" }));
  return bundle;
}

/** Fetches a script and compares it with its hash, which `import()` has no way to. */
function checked(url, integrity) {
  if (!integrity) return;
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    // Safari before 17: what is fetched is compared, and imported from the cache.
    if (!link.relList.supports("modulepreload")) {
      return fetch(url, { integrity }).then(resolve, reject);
    }
    Object.assign(link, { rel: "modulepreload", href: url.href, integrity, nonce: nonce() });
    // A policy of nonces that knows none of ours lets scripts import, but no link preload: the
    // page has said whom it trusts.
    let forbidden = false;
    const hear = ({ blockedURI }) => {
      forbidden ||= blockedURI === url.href;
    };
    document.addEventListener("securitypolicyviolation", hear);
    const end = (act) => () => {
      document.removeEventListener("securitypolicyviolation", hear);
      link.remove();
      act();
    };
    const changed = () => reject(new Error("open-ticket: a file is not the one it should be"));
    link.addEventListener("load", end(resolve));
    link.addEventListener("error", () => setTimeout(end(() => (forbidden ? resolve : changed)())));
    document.head.append(link);
  });
}

/** The nonce of this script, as far as the page lets scripts know it. */
function nonce() {
  const own = [...document.scripts].find(({ src }) => src === import.meta.url);
  return own?.nonce ?? "";
}

define(load, tag);

// Twice this script is another module if its URL differs: what is started says so in the page.
const STARTED = "started";

function startAll() {
  for (const target of document.querySelectorAll("[data-open-ticket]")) {
    if (target.dataset.openTicket === STARTED) continue;
    target.dataset.openTicket = STARTED;
    createTicketForm(target, { ...target.dataset, tag });
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
else startAll();
