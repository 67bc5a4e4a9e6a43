#!/usr/bin/env node
// Writes the files in examples/ into the code blocks of their guides: ```js vite.config.js in
// docs/guides/vite.md shows examples/vite/vite.config.js. With --check, changes nothing and fails if a
// block differs from its file, if a block other than commands has no file, or if a guide omits a file.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
const DOCS = join(ROOT, "docs");
const CODE_BLOCK = /^```(\w+)(?: (\S+))?\n(.*?)^```$/gms;

/** Files that an example needs to run standalone, and that its guide need not show. */
const NOT_SHOWN = /^(README\.md|package\.json|\.npmrc|\.cargo\/config\.toml|preview\/.+)$/;

const guidePath = (guide) => join(DOCS, guide === "element" ? "" : "guides", `${guide}.md`);

/** Returns the folder with the files that a guide shows. */
export const exampleFolder = (guide) => join(ROOT, "examples", guide);

/** Returns the names of the guides, which are also the names of the examples. */
export function guideNames() {
  const pages = readdirSync(join(DOCS, "guides")).map((file) => basename(file, ".md"));
  return [...pages, "element"].sort();
}

/** @returns {{language: string, name?: string, text: string}[]} a guide's code blocks, in order. */
export function codeBlocks(guide) {
  const text = readFileSync(guidePath(guide), "utf8");
  return [...text.matchAll(CODE_BLOCK)].map(([, language, name, text]) => ({
    language,
    name,
    text,
  }));
}

/** Returns the paths of an example's source files, without build output and installed packages. */
function exampleFiles(guide) {
  const options = ["--cached", "--others", "--exclude-standard"];
  const paths = execFileSync("git", ["ls-files", ...options], {
    cwd: exampleFolder(guide),
    encoding: "utf8",
  });
  return paths.split("\n").filter(Boolean);
}

/** Returns the text of an example's file, or `undefined` if the file does not exist. */
function exampleText(guide, name) {
  const path = join(exampleFolder(guide), name);
  return statSync(path, { throwIfNoEntry: false })?.isFile()
    ? readFileSync(path, "utf8")
    : undefined;
}

/** Returns the differences between a guide and its example, one message each. */
export function differences(guide) {
  const blocks = codeBlocks(guide).filter(({ language }) => language !== "sh");
  const shown = new Set(blocks.map(({ name }) => name));
  const problems = blocks.flatMap(({ language, name, text }) => {
    if (!name) return [`a code block (${language}) names no file of examples/${guide}`];
    const file = exampleText(guide, name);
    if (file === undefined) return [`examples/${guide}/${name} is missing`];
    return file === text ? [] : [`the code block ${name} differs from examples/${guide}/${name}`];
  });
  const omitted = exampleFiles(guide).filter((name) => !shown.has(name) && !NOT_SHOWN.test(name));
  return [...problems, ...omitted.map((name) => `examples/${guide}/${name} is not shown`)];
}

/** Replaces the text of each named code block with the example's file. */
function writeBlocks(guide) {
  const path = guidePath(guide);
  const before = readFileSync(path, "utf8");
  const after = before.replace(CODE_BLOCK, (block, language, name) => {
    const text = name && exampleText(guide, name);
    return text === undefined ? block : `\`\`\`${language} ${name}\n${text}\`\`\``;
  });
  if (after !== before) writeFileSync(path, after);
}

function main(parameters) {
  const isCheck = parameters.includes("--check");
  const problems = guideNames().flatMap((guide) => {
    if (!isCheck) writeBlocks(guide);
    return differences(guide).map((problem) => `${guide}.md: ${problem}`);
  });
  for (const problem of problems) console.error(problem);
  if (problems.length > 0 && isCheck)
    console.error("`node tools/sync-guides.mjs` updates the guides");
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
