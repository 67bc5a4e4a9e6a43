// Minimum browser versions, and checks for their consistency with each other and with the documentation.
import { readFileSync } from "node:fs";
import { feature, widelyAvailable } from "./compat.mjs";

export const FLOOR = "tools/browser-floor/floor.json";
const DOCS = "docs/element.md";

/** ES2022 syntax. The floor may name this version only if its browsers support all of it. */
const SYNTAX = {
  2022: [
    "javascript.classes.private_class_fields_in",
    "javascript.classes.private_class_methods",
    "javascript.classes.static.class_fields",
    "javascript.classes.static.initialization_blocks",
    "javascript.operators.await.top_level",
    "javascript.builtins.RegExp.hasIndices",
  ],
};

/** Features of WebAssembly: rustc's name, option of wasm-opt, path in the compatibility data. */
export const WASM_FEATURES = {
  "bulk-memory": ["bulk-memory", "webassembly.bulk-memory-operations"],
  "exception-handling": ["exception-handling", "webassembly.exceptionsFinal"],
  "extended-const": ["extended-const", "webassembly.extended-constant-expressions"],
  multivalue: ["multivalue", "webassembly.multi-value"],
  // Exported mutable globals arrived with the interface.
  "mutable-globals": ["mutable-globals", "webassembly.api.Global"],
  "nontrapping-fptoint": [
    "nontrapping-float-to-int",
    "webassembly.non-trapping-float-to-int-conversions",
  ],
  "reference-types": ["reference-types", "webassembly.reference-types"],
  "relaxed-simd": ["relaxed-simd", "webassembly.relaxed-SIMD"],
  "sign-ext": ["sign-ext", "webassembly.sign-extension-operations"],
  simd128: ["simd", "webassembly.fixed-width-SIMD"],
  "tail-call": ["tail-call", "webassembly.tail-calls"],
};

const NAMES = {
  chrome: "Chrome and Edge",
  firefox: "Firefox",
  safari: "Safari",
  samsunginternet_android: "Samsung Internet",
};

export function readFloor() {
  return JSON.parse(readFileSync(FLOOR, "utf8"));
}

/** Returns the problems of the floor itself. */
export function problemsOf(floor, docs = readFileSync(DOCS, "utf8")) {
  return [
    ...syntaxProblems(floor),
    ...wasmProblems(floor),
    ...baselineProblems(floor),
    ...docsProblems(floor, docs),
  ];
}

function syntaxProblems({ ecmaVersion, works }) {
  return (SYNTAX[ecmaVersion] ?? [`javascript of ${ecmaVersion}`])
    .filter((path) => !feature(path)?.isSupportedBy(works))
    .map((path) => `${FLOOR}: \`works\` lacks ${path}, part of ecmaVersion ${ecmaVersion}`);
}

/** Returns a problem for each wasm feature that a browser of the floor lacks. */
export function wasmProblems({ wasmFeatures, works }) {
  return wasmFeatures
    .filter((name) => !feature(WASM_FEATURES[name]?.[1] ?? "")?.isSupportedBy(works))
    .map((name) => `${FLOOR}: \`works\` lacks the wasm feature ${name}`);
}

function baselineProblems({ looksAsDesigned: { widelyAvailableOn: day, browsers } }) {
  const expected = widelyAvailable(day, Object.keys(browsers));
  return Object.keys(browsers)
    .filter(
      (browser) => Number.parseFloat(browsers[browser]) !== Number.parseFloat(expected[browser]),
    )
    .map(
      (browser) =>
        `${FLOOR}: Baseline widely available on ${day} is ${browser} ${expected[browser]}`,
    );
}

/** The documentation names the versions of both levels. */
function docsProblems({ works, looksAsDesigned }, docs) {
  return [works, looksAsDesigned.browsers]
    .map(inWords)
    .filter((versions) => !docs.includes(versions))
    .map((versions) => `${DOCS}: the section on browsers must say "${versions}"`);
}

/** Formats versions, as in "Chrome and Edge 102, Firefox 112". */
export function inWords(browsers) {
  return Object.entries(NAMES)
    .map(([browser, name]) => `${name} ${browsers[browser]}`)
    .join(", ");
}
