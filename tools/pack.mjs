// Makes of what Trunk put in dist/ what a site copies: small scripts, the hashes that open-ticket.js
// checks the rest by and a page checks open-ticket.js by (integrity.json), types, the description of
// the element, and the npm package in dist/npm.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { buildSync, transformSync } from "esbuild";
import { shortened } from "./names.mjs";
import { snippet } from "./snippet.mjs";

const DIST = "dist";
const PACKAGE = `${DIST}/npm`;
const LOADER = "open-ticket.js";
const ELEMENT = "open-ticket-element.js";
const GLUE = "open-ticket-app.js";
const WASM = "open-ticket-app_bg.wasm";
const EDITOR = "open-ticket-editor.wasm";
/** What the loader fetches, and checks by its hash. */
const FETCHED = [GLUE, WASM, EDITOR];

/** The package's own scripts, which fetch the second half and check it. */
const ENTRIES = ["index.js", "slim.js"];

const DESCRIPTIONS = ["open-ticket.d.ts", "custom-elements.json"];
/** What the form says. */
const LOCALES = "locales";
const LICENCES = ["LICENSE-APACHE", "LICENSE-MIT"];

const read = (path) => readFileSync(path, "utf8");

const SMALL = { format: "esm", minify: true, target: "es2022" };

const minified = (code) => transformSync(code, SMALL).code;

/** With what it imports: a page checks all of it by one hash. */
function joined(contents, resolveDir = DIST) {
  const stdin = { contents, resolveDir };
  return buildSync({ ...SMALL, stdin, bundle: true, write: false }).outputFiles[0].text;
}

/** Replaces what must stand in a file once. */
function replaced(name, code, old, put) {
  if (code.split(old).length !== 2) {
    console.error(`pack: ${name} should have one ${JSON.stringify(old)}`);
    process.exit(1);
  }
  return code.replace(old, () => put);
}

/** What wasm-bindgen wrote, with ours in the place of what wasm-split-cli would have it load. */
function glued(code) {
  const theirs = 'import * as import1 from "./__wasm_split.js"';
  const ours = `import { halves } from "./halves.js";
const { bring, load } = halves(() => initSync());
const import1 = { __wasm_split_load_editor: load };
export { bring as bringEditor };`;
  return joined(replaced(GLUE, code, theirs, ours), "src/embed");
}

function hash(name) {
  const digest = createHash("sha384").update(readFileSync(`${DIST}/${name}`));
  return `sha384-${digest.digest("base64")}`;
}

const hashes = (names) => Object.fromEntries(names.map((name) => [name, hash(name)]));

/** The scripts of dist/, each small, and their hashes. */
function scripts(glue) {
  writeFileSync(`${DIST}/${GLUE}`, glued(glue));
  writeFileSync(`${DIST}/${ELEMENT}`, minified(read(`${DIST}/${ELEMENT}`)));
  const known = `const INTEGRITY = ${JSON.stringify(hashes(FETCHED))};`;
  const loader = replaced(LOADER, read(`${DIST}/${LOADER}`), "const INTEGRITY = {};", known);
  writeFileSync(`${DIST}/${LOADER}`, joined(loader));
  const all = hashes([LOADER, ELEMENT, ...FETCHED].sort());
  writeFileSync(`${DIST}/integrity.json`, `${JSON.stringify(all, null, 2)}\n`);
  return all;
}

/** The version of Cargo.toml is that of every package. */
function version() {
  return read("Cargo.toml").match(/^version = "(.+)"$/m)[1];
}

function npmPackage(glue) {
  rmSync(PACKAGE, { recursive: true, force: true });
  mkdirSync(PACKAGE);
  cpSync("npm", PACKAGE, { recursive: true });
  cpSync(LOCALES, `${PACKAGE}/${LOCALES}`, { recursive: true });
  for (const name of [ELEMENT, WASM, EDITOR]) cpSync(`${DIST}/${name}`, `${PACKAGE}/${name}`);
  for (const name of LICENCES) cpSync(name, `${PACKAGE}/${name}`);
  // Who imports it says where the wasm is. Left here, every bundler would take it along for `/slim`.
  const own = `new URL('${WASM}', import.meta.url)`;
  writeFileSync(`${PACKAGE}/${GLUE}`, glued(replaced(GLUE, glue, own, "undefined")));
  for (const name of ENTRIES) {
    const known = `const INTEGRITY = "${hash(EDITOR)}";`;
    const code = replaced(name, read(`npm/${name}`), 'const INTEGRITY = "";', known);
    writeFileSync(`${PACKAGE}/${name}`, code);
  }
  const described = { ...JSON.parse(read("npm/package.json")), version: version() };
  writeFileSync(`${PACKAGE}/package.json`, `${JSON.stringify(described, null, 2)}\n`);
}

const { wasm, glue } = shortened(readFileSync(`${DIST}/${WASM}`), read(`${DIST}/${GLUE}`));
writeFileSync(`${DIST}/${WASM}`, wasm);
for (const name of DESCRIPTIONS) cpSync(`npm/${name}`, `${DIST}/${name}`);
const integrity = scripts(glue);
npmPackage(glue);

console.log(`What a page names:\n\n${snippet(integrity[LOADER])}\n`);
