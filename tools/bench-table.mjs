// Merges the benchmarks' figures into one file and prints them as a table.
// Usage: node tools/bench-table.mjs RESULTS.json PART.json…
import { readFileSync, writeFileSync } from "node:fs";

const HEAD = ["", "ours", "unit", "peers", "ratio"];

function cells({ name, unit, ours, peers, ratio }) {
  const peerValues = Object.entries(peers).map(([peer, value]) => `${value} (${peer})`);
  return [name, display(ours), unit, peerValues.join(", "), ratio === null ? "" : display(ratio)];
}

// A failed measurement is null.
const display = (value) => (value === null ? "–" : String(value));

const [results, ...parts] = process.argv.slice(2);
const figures = parts.flatMap((part) => JSON.parse(readFileSync(part, "utf8")));
writeFileSync(results, `${JSON.stringify(figures, null, 2)}\n`);

const rows = [HEAD, ...figures.map(cells)];
const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
for (const row of rows) {
  const line = row.map((cell, column) => cell.padEnd(widths[column]));
  console.log(line.join("  ").trimEnd());
}
