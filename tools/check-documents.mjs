// Checks the references in Markdown files and GitHub's templates: links to files and headings, paths in
// backticks, and `make` targets must exist. `make lint` runs it.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path) => readFileSync(posix.join(root, path), "utf8");

const LIST = ["ls-files", "--cached", "--others", "--exclude-standard"];
const files = execFileSync("git", LIST, { cwd: root, encoding: "utf8" }).trim().split("\n");
const paths = new Set(files);
for (const file of files) {
  for (let folder = posix.dirname(file); folder !== "."; folder = posix.dirname(folder)) {
    paths.add(folder);
  }
}
const topLevel = new Set(files.filter((file) => file.includes("/")).map((it) => it.split("/")[0]));
const targets = new Set([...read("Makefile").matchAll(/^([a-z]+):/gm)].map(([, name]) => name));

/** Returns the anchors that GitHub creates for the headings of a document. */
function anchors(markdown) {
  const headings = [...markdown.matchAll(/^#+ +(.+)$/gm)].map(([, text]) => text);
  const kept = /[^\p{L}\p{N}\p{M} _-]/gu;
  return headings.map((text) => text.toLowerCase().replace(kept, "").replaceAll(" ", "-"));
}

/** Returns the problems of the links in a document, except links to other sites. */
export function brokenLinks(document, text) {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
  return links.flatMap((link) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [address, anchor] = link.split("#");
    // Links in GitHub's issue forms are relative to the page on GitHub, not to the file.
    const onForge = /^\.\.\/(?:blob|tree)\/HEAD\/(.+)$/.exec(address)?.[1];
    const inTree = posix.normalize(posix.join(posix.dirname(document), address || "."));
    if (!onForge && inTree.startsWith("../")) return [];
    // The build of the npm package copies the licences next to its README.
    const copied = /^npm\/(LICENSE-\w+)$/.exec(inTree)?.[1];
    const path = onForge ?? copied ?? (address ? inTree.replace(/\/$/, "") : document);
    if (!paths.has(path)) return [`${document}: ${link} does not exist`];
    if (anchor && path.endsWith(".md") && !anchors(read(path)).includes(anchor)) {
      return [`${document}: ${link} is not a heading`];
    }
    return [];
  });
}

/** Returns a problem for each missing path in backticks that starts with a folder of the project. */
export function missingPaths(document, text) {
  const quoted = [...text.matchAll(/`([\w./-]+\/[\w./-]*)`/g)].map(([, path]) => path);
  const own = quoted.filter((path) => topLevel.has(path.split("/")[0]));
  const missing = own.filter((path) => !paths.has(path.replace(/\/$/, "")));
  return missing.map((path) => `${document}: ${path} does not exist`);
}

/** Returns a problem for each `make` target in code that is not in the Makefile. */
export function missingTargets(document, text) {
  const used = [...text.matchAll(/(?:`|^ {4}|&& )make ([a-z]+)/gm)].map(([, target]) => target);
  const missing = used.filter((target) => !targets.has(target));
  return missing.map((target) => `${document}: make ${target} is not a target`);
}

export function problems(document, text) {
  return [brokenLinks, missingPaths, missingTargets].flatMap((check) => check(document, text));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const documents = files.filter((it) => it.endsWith(".md") || /^\.github\/.*\.yml$/.test(it));
  const found = documents.flatMap((document) => problems(document, read(document)));
  for (const problem of new Set(found)) console.error(problem);
  process.exit(found.length > 0 ? 1 : 0);
}
