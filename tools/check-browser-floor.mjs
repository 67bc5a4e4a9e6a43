// Fails if the form uses a web feature that a supported browser lacks, unless floor.json lists it as an
// enhancement. With `bundle`, checks the generated code in dist/ instead of the sources.
//
// Usage: node tools/check-browser-floor.mjs [bundle]
import { problemsWith } from "./browser-floor/allowlist.mjs";
import { BUNDLE, findInFiles, SOURCES } from "./browser-floor/findings.mjs";
import { inWords, problemsOf, readFloor } from "./browser-floor/floor.mjs";

const floor = readFloor();
const isBundle = process.argv[2] === "bundle";
const { files, findings } = findInFiles(isBundle ? BUNDLE : SOURCES, floor);
const problems = [...problemsOf(floor), ...problemsWith(findings, files, floor)];
if (files.length === 0) problems.push("dist/ is missing: run `make dist`");
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`browser floor: ${files.length} files work in ${inWords(floor.works)}`);
