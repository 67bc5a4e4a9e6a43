// Fails if rustc or the built wasm needs a WebAssembly feature that floor.json does not list, so that no
// new compiler raises the browser floor unnoticed. With `bundle`, checks the wasm files in dist/ too.
//
// Usage: node tools/check-wasm-features.mjs [bundle]
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { FLOOR, readFloor, wasmProblems } from "./browser-floor/floor.mjs";
import { validationProblems } from "./browser-floor/wasm.mjs";

/** Returns the features that rustc enables, with the flags of Cargo's environment variables. */
function compilerFeatures() {
  const flags =
    process.env.CARGO_ENCODED_RUSTFLAGS?.split("\x1f") ?? process.env.RUSTFLAGS?.split(" ");
  const target = ["--target", "wasm32-unknown-unknown", "--print", "cfg"];
  const cfg = execFileSync("rustc", [...target, ...(flags ?? []).filter(Boolean)], {
    encoding: "utf8",
  });
  return [...cfg.matchAll(/^target_feature="(.+)"$/gm)].map(([, name]) => name);
}

function compilerProblems(pinned) {
  const enabled = compilerFeatures();
  const added = enabled.filter((name) => !pinned.includes(name));
  const removed = pinned.filter((name) => !enabled.includes(name));
  return [
    ...added.map((name) => `rustc enables ${name}, which ${FLOOR} does not list`),
    ...removed.map((name) => `${FLOOR} lists ${name}, which rustc does not enable`),
  ];
}

function bundledWasm() {
  const names = existsSync("dist") ? readdirSync("dist") : [];
  return names.filter((name) => name.endsWith(".wasm")).map((name) => `dist/${name}`);
}

const floor = readFloor();
const isBundle = process.argv[2] === "bundle";
const files = isBundle ? bundledWasm() : [];
const problems = [
  ...wasmProblems(floor),
  ...compilerProblems(floor.wasmFeatures),
  ...files.flatMap((file) => validationProblems(file, floor.wasmFeatures)),
];
if (isBundle && files.length === 0) problems.push("dist/ has no wasm: run `make dist`");
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`wasm features of ${["rustc", ...files].join(", ")}: ${floor.wasmFeatures.join(", ")}`);
