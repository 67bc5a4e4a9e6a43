// The loader: the script that a page includes. It defines <open-ticket>, replaces elements with
// `data-open-ticket` by forms, and fetches the other files from its own folder when they are
// needed.
//
// open-ticket.js?tag=open-ticket-next defines another tag name, for two versions on one page.
import { createTicketForm, define } from "./open-ticket-element.js";

// Integrity hashes by file name, inserted by `make dist`. Without them nothing is checked.
const INTEGRITY = {};

const GLUE = "open-ticket-app.js";
const WASM = "open-ticket-app_bg.wasm";
const EDITOR = "open-ticket-editor.wasm";
// Strings: a page's own `fetch` may not support URL objects.
const urlOf = (name) => new URL(name, import.meta.url).href;
const tag = new URL(import.meta.url).searchParams.get("tag") ?? "open-ticket";

async function load() {
  const wasm = fetch(urlOf(WASM), { integrity: INTEGRITY[WASM] ?? "" });
  // Rejections are handled below, when the glue code has loaded.
  wasm.catch(() => {});
  await preloadModule(urlOf(GLUE), INTEGRITY[GLUE]);
  const bundle = await import(urlOf(GLUE));
  await bundle.default({ module_or_path: wasm });
  // A bundle made by `trunk build` has no separate editor chunk.
  bundle.setEditorSource?.(() => fetch(urlOf(EDITOR), { integrity: INTEGRITY[EDITOR] ?? "" }));
  return bundle;
}

/** Preloads a module and checks its hash, which `import()` cannot do. */
function preloadModule(url, integrity) {
  if (!integrity) return;
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    // Safari before 17 has no modulepreload: `fetch` checks the file, `import()` uses the cache.
    if (!link.relList.supports("modulepreload")) {
      return fetch(url, { integrity }).then(resolve, reject);
    }
    Object.assign(link, { rel: "modulepreload", href: url, integrity, nonce: nonce() });
    // A nonce-based policy may allow imports but block the preload, if the nonce is not readable.
    // The check is then skipped: the policy has allowed this script, and with it the import.
    let isBlocked = false;
    const handleViolation = ({ blockedURI }) => {
      isBlocked ||= blockedURI === url;
    };
    document.addEventListener("securitypolicyviolation", handleViolation);
    const finish = (callback) => () => {
      document.removeEventListener("securitypolicyviolation", handleViolation);
      link.remove();
      callback();
    };
    const fail = () => reject(new Error("open-ticket: a file is missing or was modified"));
    link.addEventListener("load", finish(resolve));
    link.addEventListener("error", () => setTimeout(finish(() => (isBlocked ? resolve : fail)())));
    document.head.append(link);
  });
}

/** Returns the nonce of this script, if the page exposes it to scripts. */
function nonce() {
  const script = [...document.scripts].find(({ src }) => src === import.meta.url);
  return script?.nonce ?? "";
}

define(load, tag);

// Marks elements that have a form: the script may run twice, under two URLs.
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
