// Prints what the bundle weighs (dist/sizes.json, which `make dist` writes) and fails when a first
// visit, one in which somebody writes, or the loader that each page fetches at once, has grown over
// its budget.
import { readFileSync } from "node:fs";

// Brotli bytes of a first visit, and of one in which somebody writes. The budgets are the last
// measured sizes and a little room.
const BUDGET = 143_000;
const WRITTEN_IN_BUDGET = 272_000;
const GOAL = 120_000;

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

const { files, first_visit: firstVisit, written_in: writtenIn } = read();
console.log("".padEnd(30) + ["raw", "gzip", "brotli"].map((word) => word.padStart(10)).join(""));
for (const [name, size] of Object.entries(files)) row(name, size);
row("first visit", firstVisit);
row("once somebody writes", writtenIn);
console.log(`budget of the loader ${kB(LOADER_BUDGET).trim()} (gzip)`);
console.log(`budget ${kB(BUDGET).trim()}, goal ${kB(GOAL).trim()} (brotli, first visit)`);
console.log(`budget once somebody writes ${kB(WRITTEN_IN_BUDGET).trim()} (brotli)`);

const over = [
  ["a first visit", firstVisit.brotli - BUDGET],
  ["a visit of somebody who writes", writtenIn.brotli - WRITTEN_IN_BUDGET],
  ["the loader", files[LOADER].gzip - LOADER_BUDGET],
].filter(([, bytes]) => bytes > 0);
for (const [what, bytes] of over) {
  console.error(`size-gate: ${what} is ${bytes} bytes over the budget`);
}
process.exit(over.length > 0 ? 1 : 0);
