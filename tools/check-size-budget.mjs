// Prints the sizes in dist/sizes.json, which `make dist` writes, and fails if one of them exceeds its
// budget: a first visit, a visit with the editor, or the loader.
import { readFileSync } from "node:fs";

// Budgets for a first visit and for a visit with the editor, and the goal for a first visit, in bytes
// (brotli). A budget is the last measured size plus a small margin.
const FIRST_VISIT_BUDGET = 143_000;
const WITH_EDITOR_BUDGET = 272_000;
const FIRST_VISIT_GOAL = 120_000;

// Budget for the loader, which every page fetches, in bytes (gzip).
const LOADER = "open-ticket.js";
const LOADER_BUDGET = 4_000;

function readSizes() {
  try {
    return JSON.parse(readFileSync(new URL("../dist/sizes.json", import.meta.url), "utf8"));
  } catch {
    console.error("check-size-budget: dist/sizes.json is missing: run `make dist`");
    process.exit(1);
  }
}

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);

function row(name, { raw, gzip, brotli }) {
  console.log(name.padEnd(30) + kB(raw) + kB(gzip) + kB(brotli));
}

const { files, first_visit: firstVisit, with_editor: withEditor } = readSizes();
console.log("".padEnd(30) + ["raw", "gzip", "brotli"].map((word) => word.padStart(10)).join(""));
for (const [name, size] of Object.entries(files)) row(name, size);
row("first visit", firstVisit);
row("visit with the editor", withEditor);
const budget = (bytes) => kB(bytes).trim();
console.log(`budget for the loader: ${budget(LOADER_BUDGET)} (gzip)`);
console.log(
  `budget for a first visit: ${budget(FIRST_VISIT_BUDGET)}, goal ${budget(FIRST_VISIT_GOAL)} (brotli)`,
);
console.log(`budget for a visit with the editor: ${budget(WITH_EDITOR_BUDGET)} (brotli)`);

const exceeded = [
  ["a first visit", firstVisit.brotli - FIRST_VISIT_BUDGET],
  ["a visit with the editor", withEditor.brotli - WITH_EDITOR_BUDGET],
  ["the loader", files[LOADER].gzip - LOADER_BUDGET],
].filter(([, bytes]) => bytes > 0);
for (const [name, bytes] of exceeded) {
  console.error(`check-size-budget: ${name} exceeds its budget by ${bytes} bytes`);
}
process.exit(exceeded.length > 0 ? 1 : 0);
