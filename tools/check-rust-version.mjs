// Checks the minimum supported Rust version: no dependency in Cargo.lock may require a newer Rust
// than the crate that depends on it, directly or not. Clippy's lint `incompatible_msrv` checks the
// standard library's functions that the crates themselves call.
//
// Dependencies of tests are not checked: they are compiled by developers only.
import { execFileSync } from "node:child_process";

const { packages, workspace_members, resolve } = JSON.parse(
  execFileSync("cargo", ["metadata", "--locked", "--all-features", "--format-version", "1"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  }),
);
const packageById = new Map(packages.map((each) => [each.id, each]));
const nodeById = new Map(resolve.nodes.map((node) => [node.id, node]));

/** Compares versions such as `1.88` and `1.88.0`. Returns a positive number if `a` is newer. */
function compare(a, b) {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  const part = [0, 1, 2].find((i) => (left[i] ?? 0) !== (right[i] ?? 0));
  return part === undefined ? 0 : (left[part] ?? 0) - (right[part] ?? 0);
}

/** Returns all packages that are compiled with the package, on any target. */
function closure(id, seen = new Set()) {
  if (seen.has(id)) return seen;
  seen.add(id);
  for (const { pkg, dep_kinds } of nodeById.get(id).deps) {
    if (dep_kinds.some(({ kind }) => kind !== "dev")) closure(pkg, seen);
  }
  return seen;
}

let failed = false;
for (const id of workspace_members) {
  const { name, rust_version } = packageById.get(id);
  const dependencies = [...closure(id)]
    .map((dependency) => packageById.get(dependency))
    .filter((dependency) => dependency.id !== id && dependency.rust_version)
    .sort((a, b) => compare(b.rust_version, a.rust_version));
  const required = dependencies[0]?.rust_version ?? "none";
  console.log(`${name}: rust-version ${rust_version}, required by its dependencies: ${required}`);
  for (const dependency of dependencies) {
    if (rust_version && compare(dependency.rust_version, rust_version) <= 0) break;
    failed = true;
    console.error(`  ${dependency.name} ${dependency.version} requires ${dependency.rust_version}`);
  }
}
process.exit(failed ? 1 : 0);
