// Adds web features beyond the browser floor, and expects a report for each. Run by `make lint`.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { problemsWith } from "./allowlist.mjs";
import { findIn } from "./findings.mjs";
import { problemsOf, readFloor, wasmProblems } from "./floor.mjs";
import { validationProblems } from "./wasm.mjs";

const floor = readFloor();
const features = (file, text) => findIn(file, text, floor).map(({ feature }) => feature);

const PLANTED = [
  ["planted.rs", 'el("div").attr("popover", "auto")', "html.global_attributes.popover"],
  ["planted.rs", 'button.set_attribute("popovertarget", id)', "html.*.popovertarget"],
  ["planted.rs", "element.show_popover()", "api.HTMLElement.showPopover"],
  ["planted.rs", "AbortSignal::timeout_with_u32(5_000)", "api.AbortSignal.timeout_static"],
  ["planted.rs", 'el("p").style(("anchor-name", name))', "css.properties.anchor-name"],
  ["planted.rs", 'node.matches(":has(a)")', "css.selectors.has"],
  ["planted.rs", 'el("div").on(ev::beforetoggle, run)', "api.HTMLElement.beforetoggle_event"],
  [
    "planted.rs",
    'Reflect::get(&set, &"symmetricDifference".into())',
    "javascript.builtins.Set.symmetricDifference",
  ],
  ["planted.js", 'node.setAttribute("popover", "")', "html.global_attributes.popover"],
  ["planted.js", 'node.popover = "auto";', "api.HTMLElement.popover"],
  ["planted.js", "Promise.withResolvers();", "javascript.builtins.Promise.withResolvers"],
  ["planted.js", "new CloseWatcher();", "api.CloseWatcher"],
  ["planted.js", "[2, 1].toSorted();", "javascript.*.toSorted"],
  ["planted.js", 'root.querySelector("p:has(a)");', "css.selectors.has"],
  ["planted.js", "const CSS = `:host { anchor-name: --a }`;", "css.properties.anchor-name"],
  ["planted.css", ".editor:has(a) { color: red }", "css.selectors.has"],
  ["planted.css", "p { interpolate-size: numeric-only }", "css.properties.interpolate-size"],
  ["planted.css", "p { height: 50dvh }", "css.types.length.viewport_percentage_units_dynamic"],
  ["planted.css", "p { & a { color: red } }", "css.selectors.nesting"],
  ["planted.css", "p { color: color-mix(in oklab, red, blue) }", "css.types.color.color-mix"],
  ["planted.css", "@scope (p) { a { color: red } }", "css.at-rules.scope"],
  ["planted.css", "@media (width > 400px) { a { color: red } }", "css.at-rules.media.range_syntax"],
  [
    "Cargo.toml",
    'web-sys = { features = ["Blob", "CloseWatcher", "Text",\n] }',
    "api.CloseWatcher",
  ],
];

for (const [file, text, feature] of PLANTED) {
  test(`reports ${feature} in ${file}: ${text}`, () => {
    assert.ok(features(file, text).includes(feature), `found: ${features(file, text)}`);
  });
}

const SUPPORTED = [
  ["supported.rs", 'el("dialog").attr("inert", true).attr("type", "file").style(("width", width))'],
  ["supported.rs", '// .attr("popover", "auto")'],
  ["supported.js", 'structuredClone(node.shadowRoot); typeof CloseWatcher; Object.hasOwn(a, "b");'],
  ["supported.css", "@supports (color: light-dark(red, blue)) { p:is(a, b) { inset: 0 } }"],
];

for (const [file, text] of SUPPORTED) {
  test(`accepts what all browsers of the floor support in ${file}: ${text}`, () => {
    assert.deepEqual(features(file, text), []);
  });
}

test("rejects syntax beyond the floor's ECMAScript version", () => {
  assert.throws(() => features("planted.js", "const pattern = /[a--b]/v;"), SyntaxError);
  assert.throws(
    () => features("planted.js", 'import a from "./a.json" with { type: "json" };'),
    SyntaxError,
  );
});

/** The floor with nothing but one enhancement. */
function floorWith(list, entry) {
  return {
    ...floor,
    sameName: [],
    enhancements: { widelyAvailable: [], newer: [], [list]: [entry] },
  };
}

const HAS = { feature: "css.selectors.has", files: ["a.css"], without: "No focus ring" };
const findings = findIn("a.css", "p:has(a) { margin: 0 }", floor);

test("the allowlist permits a feature in the files that it names", () => {
  assert.deepEqual(problemsWith(findings, ["a.css"], floorWith("widelyAvailable", HAS)), []);
  const elsewhere = findings.map((finding) => ({ ...finding, file: "b.css" }));
  assert.match(
    problemsWith(elsewhere, ["b.css"], floorWith("widelyAvailable", HAS))[0],
    /b\.css:1: :has/,
  );
});

test("the allowlist permits as many uses as it counts", () => {
  const counted = (count) =>
    floorWith("widelyAvailable", { ...HAS, files: [], uses: { "a.css": count } });
  assert.deepEqual(problemsWith(findings, ["a.css"], counted(1)), []);
  const twice = [...findings, ...findings];
  assert.match(problemsWith(twice, ["a.css"], counted(1))[0], /used 2 times \(lines 1, 1\)/);
});

test("reports an entry of the allowlist that is unused, in the wrong list or without a reason", () => {
  assert.match(problemsWith([], ["a.css"], floorWith("widelyAvailable", HAS))[0], /does not use/);
  assert.match(problemsWith(findings, ["a.css"], floorWith("newer", HAS))[0], /belongs to/);
  const { without: _, ...unexplained } = HAS;
  assert.match(
    problemsWith(findings, ["a.css"], floorWith("widelyAvailable", unexplained))[0],
    /no reason/,
  );
});

test("reports wasm features that the floor's browsers lack", () => {
  const wasmFeatures = ["sign-ext", "tail-call", "exception-handling", "not-yet-known"];
  const problems = wasmProblems({ ...floor, wasmFeatures });
  assert.deepEqual(
    problems.map((it) => it.split(" ").at(-1)),
    wasmFeatures.slice(1),
  );
});

/** A module with one function that returns a 128-bit vector, which needs SIMD. */
const SIMD = Buffer.from(
  `0061736d01000000 010501 6000017b 03020100 0a16011400 fd0c ${"00".repeat(16)} 0b`.replaceAll(
    " ",
    "",
  ),
  "hex",
);

test("reports a wasm file that needs a feature beyond the floor's", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "browser-floor-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "simd.wasm");
  writeFileSync(file, SIMD);
  assert.match(validationProblems(file, floor.wasmFeatures)[0], /simd/i);
  assert.deepEqual(validationProblems(file, [...floor.wasmFeatures, "simd128"]), []);
});

test("reports a floor that disagrees with its ECMAScript version, Baseline or the documentation", () => {
  const works = { ...floor.works, safari: "16.3" };
  assert.match(problemsOf({ ...floor, works }, "").join("\n"), /initialization_blocks/);
  const looksAsDesigned = { ...floor.looksAsDesigned, widelyAvailableOn: "2027-11-28" };
  assert.match(
    problemsOf({ ...floor, looksAsDesigned }).join("\n"),
    /Baseline widely available on 2027/,
  );
  assert.match(problemsOf(floor, "").join("\n"), /docs\/element\.md/);
});
