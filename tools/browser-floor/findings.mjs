// Compares the features of the sources, or of the built bundle, with the browser floor.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { stylesheet } from "./css.mjs";
import { script } from "./javascript.mjs";
import { rust, webSysFeatures } from "./rust.mjs";

/** Folders and file types that are checked before a build. */
export const SOURCES = [
  ["src/browser", ".rs"],
  ["src/embed", ".rs"],
  ["src/ui", ".rs"],
  ["src/embed", ".js"],
  ["npm", ".js"],
  ["style", ".css"],
  ["relay/src", ".css"],
  [".", "Cargo.toml"],
];

/**
 * Files that are checked after a build: the generated glue code, which is the same in dist/. The rest of
 * dist/ consists of the sources.
 */
export const BUNDLE = [["dist/npm", "open-ticket-app.js"]];

/**
 * A feature that a browser of the floor lacks.
 *
 * @typedef {{
 *   file: string, line: number, name: string, feature: string, needs: string,
 *   isWidelyAvailable: boolean,
 * }} Finding
 */

/** Returns the findings in a text, which is read as the kind of `file`. */
export function findIn(file, text, floor) {
  const designed = floor.looksAsDesigned.browsers;
  const found = [];
  const use = (name, meanings, line) => {
    if (meanings.length === 0 || meanings.some((it) => it.isSupportedBy(floor.works))) return;
    const isWidelyAvailable = meanings.some((it) => it.isSupportedBy(designed));
    const needs = meanings[0].firstVersions(floor.works).join(", ");
    found.push({ file, line, name, feature: commonPath(meanings), needs, isWidelyAvailable });
  };
  if (file.endsWith(".css")) stylesheet(text, use);
  else if (file.endsWith(".js")) script(text, use, floor.ecmaVersion);
  else if (file.endsWith(".rs")) rust(text, use);
  else webSysFeatures(text, use);
  return found.filter(({ feature }) => !found.some((it) => isPartOf(feature, it.feature)));
}

/** Returns `true` for a value of a property, or a constructor, that is reported itself. */
const isPartOf = (feature, whole) => feature.startsWith(`${whole}.`);

/** Returns the path of a feature; with several meanings, their parents are replaced by `*`. */
function commonPath(meanings) {
  if (new Set(meanings.map(({ path }) => path)).size === 1) return meanings[0].path;
  const paths = meanings.map(({ path }) => path.split("."));
  const area = paths.every(([first]) => first === paths[0][0]) ? paths[0][0] : "*";
  return `${area}.*.${paths[0].at(-1)}`;
}

/** Returns the findings in all files of some folders. */
export function findInFiles(places, floor) {
  const files = places.flatMap(([folder, ending]) => filesIn(folder, ending));
  const findings = files.flatMap((file) => findIn(file, readFileSync(file, "utf8"), floor));
  return { files, findings };
}

/** The root folder is not searched recursively. */
function filesIn(folder, ending) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: folder !== "." }).filter((name) =>
    name.endsWith(ending),
  );
  return names.map((name) => (folder === "." ? name : `${folder}/${name}`)).sort();
}
