// Turns Trunk's dist/ into the files that a site copies: minified scripts; types and the custom elements
// manifest; integrity.json; and the npm package in dist/npm. A page checks open-ticket.js with the hash in
// integrity.json, and open-ticket.js checks the other files with the hashes that this script inserts.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { buildSync, transformSync } from "esbuild";
import { isCurrent } from "./loader-text.mjs";
import { shortenImports } from "./shorten-wasm-imports.mjs";
import { snippet } from "./snippet.mjs";

const DIST = "dist";
const PACKAGE = `${DIST}/npm`;
const LOADER = "open-ticket.js";
const ELEMENT = "open-ticket-element.js";
const GLUE = "open-ticket-app.js";
const WASM = "open-ticket-app_bg.wasm";
const EDITOR = "open-ticket-editor.wasm";
/** Files that the loader fetches and checks. */
const FETCHED = [GLUE, WASM, EDITOR];

/** The npm package's entry points that fetch the editor chunk and check it. */
const ENTRY_POINTS = ["index.js", "slim.js"];

/** Types and the custom elements manifest. */
const DESCRIPTIONS = ["open-ticket.d.ts", "custom-elements.json"];
const LOCALES = "locales";
const LICENSES = ["LICENSE-APACHE", "LICENSE-MIT"];

const read = (path) => readFileSync(path, "utf8");

const MINIFIED_MODULE = { format: "esm", minify: true, target: "es2022" };

const minify = (code) => transformSync(code, MINIFIED_MODULE).code;

/** Bundles a script with its imports, so that one hash covers all of it. */
function bundle(contents, resolveDir = DIST) {
  const stdin = { contents, resolveDir };
  return buildSync({ ...MINIFIED_MODULE, stdin, bundle: true, write: false }).outputFiles[0].text;
}

function fail(message) {
  console.error(`pack: ${message}`);
  process.exit(1);
}

/** Replaces the only occurrence of a string. */
function replaceOnce(name, code, search, replacement) {
  if (code.split(search).length !== 2) {
    fail(`${name} must contain ${JSON.stringify(search)} exactly once`);
  }
  return code.replace(search, () => replacement);
}

/** Replaces wasm-split-cli's loader in wasm-bindgen's glue code by src/embed/lazy-wasm.js. */
function bundleGlue(code) {
  const generated = 'import * as import1 from "./__wasm_split.js"';
  const ours = `import { lazyWasm } from "./lazy-wasm.js";
const { setSource, load } = lazyWasm(() => initSync());
const import1 = { __wasm_split_load_editor: load };
export { setSource as setEditorSource };`;
  return bundle(replaceOnce(GLUE, code, generated, ours), "src/embed");
}

function hash(name) {
  const digest = createHash("sha384").update(readFileSync(`${DIST}/${name}`));
  return `sha384-${digest.digest("base64")}`;
}

const hashes = (names) => Object.fromEntries(names.map((name) => [name, hash(name)]));

/** Writes the minified scripts and integrity.json. Returns the hashes by file name. */
function writeScripts(glue) {
  writeFileSync(`${DIST}/${GLUE}`, bundleGlue(glue));
  writeFileSync(`${DIST}/${ELEMENT}`, minify(read(`${DIST}/${ELEMENT}`)));
  const integrity = `const INTEGRITY = ${JSON.stringify(hashes(FETCHED))};`;
  const source = read(`${DIST}/${LOADER}`);
  const loader = replaceOnce(LOADER, source, "const INTEGRITY = {};", integrity);
  writeFileSync(`${DIST}/${LOADER}`, bundle(loader));
  const all = hashes([LOADER, ELEMENT, ...FETCHED].sort());
  writeFileSync(`${DIST}/integrity.json`, `${JSON.stringify(all, null, 2)}\n`);
  return all;
}

/** Returns the version in Cargo.toml, which the npm package has too. */
function version() {
  return read("Cargo.toml").match(/^version = "(.+)"$/m)[1];
}

function writePackage(glue) {
  rmSync(PACKAGE, { recursive: true, force: true });
  mkdirSync(PACKAGE);
  cpSync("npm", PACKAGE, { recursive: true });
  cpSync(LOCALES, `${PACKAGE}/${LOCALES}`, { recursive: true });
  for (const name of [ELEMENT, WASM, EDITOR]) cpSync(`${DIST}/${name}`, `${PACKAGE}/${name}`);
  for (const name of LICENSES) cpSync(name, `${PACKAGE}/${name}`);
  // The entry points pass the URL of the wasm. With this default URL in the glue code, every bundler
  // would include the wasm for `/slim` too.
  const defaultUrl = `new URL('${WASM}', import.meta.url)`;
  const code = replaceOnce(GLUE, glue, defaultUrl, "undefined");
  writeFileSync(`${PACKAGE}/${GLUE}`, bundleGlue(code));
  for (const name of ENTRY_POINTS) {
    const integrity = `const INTEGRITY = "${hash(EDITOR)}";`;
    const entry = replaceOnce(name, read(`npm/${name}`), 'const INTEGRITY = "";', integrity);
    writeFileSync(`${PACKAGE}/${name}`, entry);
  }
  const manifest = { ...JSON.parse(read("npm/package.json")), version: version() };
  writeFileSync(`${PACKAGE}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
}

if (!isCurrent()) fail("the loader's UI text is outdated: run `node tools/loader-text.mjs`");
const { wasm, glue } = shortenImports(readFileSync(`${DIST}/${WASM}`), read(`${DIST}/${GLUE}`));
writeFileSync(`${DIST}/${WASM}`, wasm);
for (const name of DESCRIPTIONS) cpSync(`npm/${name}`, `${DIST}/${name}`);
const integrity = writeScripts(glue);
writePackage(glue);

console.log(`To embed the form:\n\n${snippet(integrity[LOADER])}\n`);
