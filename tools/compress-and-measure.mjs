// Compresses the files of dist/ with brotli (.br) and gzip (.gz), and writes dist/sizes.json: raw, gzip
// and brotli bytes per file, in total for a first visit, and in total at the first interaction.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const DIST = "dist";
const COMPRESSIBLE = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm"]);

// Files that a browser fetches for a page with the form: the loader, which contains the element, the
// glue code by wasm-bindgen, and the main chunk of the wasm.
const FIRST_VISIT = ["open-ticket.js", "open-ticket-app.js", "open-ticket-app_bg.wasm"];
// The same with the editor chunk, which is fetched at the first interaction.
const WITH_EDITOR = [...FIRST_VISIT, "open-ticket-editor.wasm"];

// The npm package is not served.
const PACKAGE = "npm/";

function distFiles() {
  return readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.slice(DIST.length + 1))
    .filter((name) => !name.startsWith(PACKAGE))
    .sort();
}

function compress(name) {
  const raw = readFileSync(`${DIST}/${name}`);
  const gzip = gzipSync(raw, { level: 9 });
  const brotli = brotliCompressSync(raw, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
    },
  });
  writeFileSync(`${DIST}/${name}.gz`, gzip);
  writeFileSync(`${DIST}/${name}.br`, brotli);
  return { raw: raw.length, gzip: gzip.length, brotli: brotli.length };
}

function total(sizes) {
  const sum = { raw: 0, gzip: 0, brotli: 0 };
  for (const size of sizes) {
    for (const encoding of Object.keys(sum)) sum[encoding] += size[encoding];
  }
  return sum;
}

const stale = distFiles().filter((name) => /\.(br|gz)$/.test(name));
for (const name of stale) rmSync(`${DIST}/${name}`);
const sizes = Object.fromEntries(
  distFiles()
    .filter((name) => COMPRESSIBLE.has(extname(name)) && name !== "sizes.json")
    .map((name) => [name, compress(name)]),
);
const missing = WITH_EDITOR.filter((name) => !(name in sizes));
if (missing.length > 0) {
  console.error(`compress-and-measure: missing in dist/: ${missing.join(", ")}`);
  process.exit(1);
}
const totalOf = (names) => ({ files: names, ...total(names.map((name) => sizes[name])) });
const totals = { first_visit: totalOf(FIRST_VISIT), with_editor: totalOf(WITH_EDITOR) };
writeFileSync(`${DIST}/sizes.json`, `${JSON.stringify({ files: sizes, ...totals }, null, 2)}\n`);
