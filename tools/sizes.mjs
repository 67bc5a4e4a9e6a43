// Puts a .br and a .gz beside each file of dist/ that a server would compress, and writes
// dist/sizes.json: raw, gzip and brotli bytes per file, and their sums over a first visit and over one
// in which somebody writes.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const DIST = "dist";
const COMPRESSIBLE = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm"]);

// What a browser fetches for a page that embeds the form: the loader with the element in it, the
// glue that wasm-bindgen writes, and the wasm.
const FIRST_VISIT = ["open-ticket.js", "open-ticket-app.js", "open-ticket-app_bg.wasm"];
// And what more once somebody touches the form.
const WRITTEN_IN = [...FIRST_VISIT, "open-ticket-editor.wasm"];

// Packed by npm, never served.
const PACKAGE = "npm/";

function files() {
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
    for (const kind of Object.keys(sum)) sum[kind] += size[kind];
  }
  return sum;
}

for (const old of files().filter((name) => /\.(br|gz)$/.test(name))) rmSync(`${DIST}/${old}`);
const sizes = Object.fromEntries(
  files()
    .filter((name) => COMPRESSIBLE.has(extname(name)) && name !== "sizes.json")
    .map((name) => [name, compress(name)]),
);
const absent = WRITTEN_IN.filter((name) => !(name in sizes));
if (absent.length > 0) {
  console.error(`sizes: dist/ lacks ${absent.join(", ")}`);
  process.exit(1);
}
const sum = (names) => ({ files: names, ...total(names.map((name) => sizes[name])) });
const sums = { first_visit: sum(FIRST_VISIT), written_in: sum(WRITTEN_IN) };
writeFileSync(`${DIST}/sizes.json`, `${JSON.stringify({ files: sizes, ...sums }, null, 2)}\n`);
