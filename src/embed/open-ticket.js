// The loader: the script that a page includes. It defines <open-ticket>, replaces the content of
// elements with `data-open-ticket` by forms, and fetches the other files from its own folder when
// they are needed.
//
// open-ticket.js?tag=open-ticket-next defines another tag name, for two versions on one page.

import { startForms } from "./data-attribute-forms.js";
import { fetchFile } from "./fetch-file.js";
import { define } from "./open-ticket-element.js";

// `make dist` inserts integrity hashes, and names with a hash of the content, so that two versions can
// coexist and be cached forever. Without integrity hashes, nothing is checked.
const GLUE = { name: "open-ticket-app.js", integrity: "" };
const WASM = { name: "open-ticket-app_bg.wasm", integrity: "" };
const EDITOR = { name: "open-ticket-editor.wasm", integrity: "" };

const urlOf = ({ name }) => new URL(name, import.meta.url);
const fetchBundleFile = (file) => fetchFile(urlOf(file), file.integrity);
const tag = new URL(import.meta.url).searchParams.get("tag") ?? "open-ticket";

let retries = 0;

async function load() {
  const wasm = fetchBundleFile(WASM);
  // Rejections are handled below, when the glue code has loaded.
  wasm.catch(() => {});
  const bundle = await importGlue();
  await bundle.default({ module_or_path: wasm });
  // A bundle made by `trunk build` has no separate editor chunk.
  bundle.setEditorSource?.(() => fetchBundleFile(EDITOR));
  return bundle;
}

async function importGlue() {
  const url = urlOf(GLUE);
  try {
    return await importModule(url, GLUE.integrity);
  } catch {
    // Replaces what a cache holds, or throws an error that names the cause.
    await fetchFile(url, GLUE.integrity, ["reload"]);
    // Browsers cache a failed import by its URL.
    retries += 1;
    url.search = `retry=${retries}`;
    return importModule(url, GLUE.integrity);
  }
}

async function importModule(url, integrity) {
  if (integrity) await preloadModule(url, integrity);
  return import(url.href);
}

/** Preloads a module and checks its hash, which `import()` cannot do. */
function preloadModule(url, integrity) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    // Safari before 17 has no modulepreload: `fetch` checks the file, `import()` uses the cache.
    if (!link.relList.supports("modulepreload")) {
      return fetch(url.href, { integrity }).then(resolve, reject);
    }
    Object.assign(link, { rel: "modulepreload", href: url.href, integrity, nonce: script?.nonce });
    // A nonce-based policy may allow imports but block the preload, if the nonce is not readable.
    // The check is then skipped: the policy has allowed this script, and with it the import.
    let isBlocked = false;
    const handleViolation = ({ blockedURI }) => {
      isBlocked ||= blockedURI === url.href;
    };
    document.addEventListener("securitypolicyviolation", handleViolation);
    const finish = (callback) => () => {
      document.removeEventListener("securitypolicyviolation", handleViolation);
      link.remove();
      callback();
    };
    link.addEventListener("load", finish(resolve));
    link.addEventListener("error", () =>
      setTimeout(
        finish(() => (isBlocked ? resolve() : reject(new Error(`${url.href} was blocked`)))),
      ),
    );
    document.head.append(link);
  });
}

/** The element of this script, with its nonce if the page exposes it to scripts. */
const script = [...document.scripts].find(({ src }) => src === import.meta.url);

// Browsers ignore an attribute without a hash, such as the placeholder of an example.
if (script?.integrity && !/\bsha(256|384|512)-[\w+/-]{43}/i.test(script.integrity)) {
  console.warn("open-ticket: integrity contains no hash: see integrity.json.");
}

define(load, tag);
startForms(tag);
