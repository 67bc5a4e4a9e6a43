// Keeps the UI text of the loader (`loader.*` in locales/en.json) in src/embed/open-ticket-element.js,
// which must work without a build step: `trunk build` copies it unchanged, and a second file would be
// a second request. Run this script after changing the text; `--check` only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LOCALE = "locales/en.json";
const ELEMENT = "src/embed/open-ticket-element.js";
const PREFIX = "loader.";
const BLOCK = /(?<=\nconst TEXT = )\{\n(?: {2}.*\n)*\}(?=;\n)/;

function generatedBlock() {
  const entries = Object.entries(JSON.parse(readFileSync(LOCALE, "utf8")))
    .filter(([key]) => key.startsWith(PREFIX))
    .map(([key, text]) => `  ${key.slice(PREFIX.length)}: ${JSON.stringify(text)},\n`);
  return `{\n${entries.join("")}}`;
}

/** @returns {boolean} `true` if the element has the current text. */
export function isCurrent() {
  return readFileSync(ELEMENT, "utf8").match(BLOCK)?.[0] === generatedBlock();
}

function update() {
  const code = readFileSync(ELEMENT, "utf8");
  if (!BLOCK.test(code)) throw new Error(`${ELEMENT} has no TEXT`);
  writeFileSync(ELEMENT, code.replace(BLOCK, generatedBlock));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes("--check")) update();
  else if (!isCurrent()) {
    console.error(
      `loader-text: ${ELEMENT} differs from ${LOCALE}: run \`node tools/loader-text.mjs\``,
    );
    process.exit(1);
  }
}
