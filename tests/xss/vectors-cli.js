// Runs the program in vectors/, which generates attacks and renders messages unsafely.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BINARY = join(
  process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"),
  "debug/open-ticket-xss-vectors",
);

function run(args, input = "") {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: \`make test\` builds it first`);
  return JSON.parse(execFileSync(BINARY, args, { input, maxBuffer: 2 ** 30 }));
}

/** Returns `count` different messages of randomly nested Markdown and HTML. */
export const generated = (count, seed) => run(["generated", String(count), String(seed)]);

/** Returns disguised URLs in every form of a link. */
export const disguisedLinks = () => run(["disguised-links"]);

/** Renders each message with pulldown-cmark's `push_html` and all options. */
export function unsafeHtml(texts) {
  return run(["unsafe-html"], JSON.stringify(texts.map((text) => text.toWellFormed())));
}
