// Validates wasm files with a given set of features.
import { spawnSync } from "node:child_process";
import { FLOOR, WASM_FEATURES } from "./floor.mjs";

/** Validates a file with wasm-opt, with no features enabled but the given ones (rustc's names). */
export function validationProblems(file, features) {
  const enabled = features.map((name) => `--enable-${WASM_FEATURES[name]?.[0] ?? name}`);
  const { status, stderr, error } = spawnSync(
    "node_modules/.bin/wasm-opt",
    ["--mvp-features", ...enabled, file],
    { encoding: "utf8" },
  );
  if (status === 0) return [];
  const reason = error?.message ?? stderr.split("\n").find((line) => /error|fatal/i.test(line));
  return [`${file} needs a feature that ${FLOOR} does not list: ${reason ?? stderr}`];
}
