// Prints what the bundle weighs (dist/sizes.json, which `make dist` writes) and fails when a first
// visit, or the loader that each page fetches at once, has grown over its budget.
import { readFileSync } from "node:fs";

// Brotli bytes of a first visit. The budget is the last measured size and a little room.
const BUDGET = 283_000;
const GOAL = 150_000;

// Gzip bytes of what a page loads before anybody wants the form.
const LOADER = "open-ticket.js";
const LOADER_BUDGET = 4_000;

function read() {
  try {
    return JSON.parse(readFileSync(new URL("../dist/sizes.json", import.meta.url), "utf8"));
  } catch {
    console.error("size-gate: dist/sizes.json is missing: run `make dist`");
    process.exit(1);
  }
}

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);

function row(name, { raw, gzip, brotli }) {
  console.log(name.padEnd(30) + kB(raw) + kB(gzip) + kB(brotli));
}

const { files, first_visit: firstVisit } = read();
console.log("".padEnd(30) + ["raw", "gzip", "brotli"].map((word) => word.padStart(10)).join(""));
for (const [name, size] of Object.entries(files)) row(name, size);
row("first visit", firstVisit);
console.log(`budget of the loader ${kB(LOADER_BUDGET).trim()} (gzip)`);
console.log(`budget ${kB(BUDGET).trim()}, goal ${kB(GOAL).trim()} (brotli, first visit)`);

const over = [
  ["a first visit", firstVisit.brotli - BUDGET],
  ["the loader", files[LOADER].gzip - LOADER_BUDGET],
].filter(([, bytes]) => bytes > 0);
for (const [what, bytes] of over) {
  console.error(`size-gate: ${what} is ${bytes} bytes over the budget`);
}
process.exit(over.length > 0 ? 1 : 0);
