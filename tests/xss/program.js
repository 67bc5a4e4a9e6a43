// The program in vectors/: it makes texts, and what a careless renderer makes of texts.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BINARY = join(
  process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"),
  "xss/debug/open-ticket-xss-vectors",
);

function run(command, input = "") {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: \`make test\` builds it first`);
  return JSON.parse(execFileSync(BINARY, command, { input, maxBuffer: 2 ** 30 }));
}

/** Markdown and HTML nested at random, `count` different texts. */
export const generated = (count, seed) => run(["generated", String(count), String(seed)]);

/** Disguised addresses in every form of a link. */
export const tricks = () => run(["tricks"]);

/** What pulldown-cmark's `push_html` makes of each text, with all options. */
export function careless(texts) {
  return run(["careless"], JSON.stringify(texts.map((text) => text.toWellFormed())));
}
