// The allowlist in floor.json: enhancements, and names that only look like web features.
import { FLOOR } from "./floor.mjs";

/**
 * Compares findings with the allowlist. Returns the problems: findings that are not allowed, and
 * entries that no finding needs or that are in the wrong list.
 */
export function problemsWith(findings, files, floor) {
  const entries = [
    ...entriesOf(floor.enhancements.widelyAvailable, "enhancements.widelyAvailable", "without"),
    ...entriesOf(floor.enhancements.newer, "enhancements.newer", "without"),
    ...entriesOf(floor.sameName, "sameName", "is"),
  ];
  const allowing = (finding) =>
    entries.find(({ feature, file }) => feature === finding.feature && file === finding.file);
  const unexpected = findings.filter((finding) => !allowing(finding)).map(describe);
  return [
    ...new Set([
      ...unexpected,
      ...entries.flatMap((entry) => countProblems(entry, findings, files)),
      ...misplaced(findings, allowing),
      ...incomplete(entries),
    ]),
  ];
}

/**
 * One entry for each file. `files` allows any number of uses, `uses` exactly the given number: each
 * use can have different consequences.
 */
function entriesOf(list, name, reason) {
  return list.flatMap(({ feature, files = [], uses = {}, [reason]: text }) => [
    ...files.map((file) => ({ list: name, feature, file, reason: text })),
    ...Object.entries(uses).map(([file, count]) => ({
      list: name,
      feature,
      file,
      count,
      reason: text,
    })),
  ]);
}

function describe({ file, line, name, feature, needs }) {
  return `${file}:${line}: ${name} is beyond the browser floor (${feature}: ${needs}). Avoid it, or list it in ${FLOOR} with what happens without it`;
}

/** A feature moves to `widelyAvailable` when all browsers of `looksAsDesigned` have it. */
function misplaced(findings, allowing) {
  return findings.flatMap((finding) => {
    const entry = allowing(finding);
    if (!entry || entry.list === "sameName") return [];
    const list = `enhancements.${finding.isWidelyAvailable ? "widelyAvailable" : "newer"}`;
    return entry.list === list ? [] : [`${FLOOR}: ${finding.feature} belongs to ${list}`];
  });
}

/** Reports an entry without a use, and a number of uses that differs from the entry's. */
function countProblems({ list, feature, file, count }, findings, files) {
  if (!files.includes(file)) return [];
  const uses = findings.filter((it) => it.feature === feature && it.file === file);
  if (uses.length === 0)
    return [`${FLOOR}: ${list}: ${file} does not use ${feature}: remove the file`];
  if (count === undefined || uses.length === count) return [];
  const lines = uses.map(({ line }) => line).join(", ");
  return [
    `${file}: ${feature} is beyond the browser floor and used ${uses.length} times (lines ${lines}), of which ${FLOOR} explains ${count}`,
  ];
}

function incomplete(entries) {
  return entries
    .filter(({ reason }) => !reason)
    .map(({ feature }) => `${FLOOR}: ${feature} has no reason`);
}
