// Checks the manifests of everything that is published: the crates and the npm package.
//
// - Links: repository, homepage and documentation, the same repository everywhere.
// - Requirements: none is exact, so that an app can choose its versions.
// - docs.rs: its default target documents `TicketForm`.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const cargo = (...args) =>
  execFileSync("cargo", args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: [0, "pipe", 2] });
const { packages, target_directory } = JSON.parse(
  cargo("metadata", "--locked", "--no-deps", "--format-version", "1"),
);
const problems = [];

const crates = packages.filter(({ publish }) => publish === null);
const { repository } = crates.find(({ name }) => name === "open-ticket");
for (const crate of crates) {
  for (const field of ["description", "license", "repository", "homepage", "documentation"]) {
    if (!crate[field]) problems.push(`${crate.name}: ${field} is missing`);
  }
  if (crate.repository !== repository) problems.push(`${crate.name}: repository differs`);
  for (const { name, req } of crate.dependencies) {
    if (req.includes("=") && !req.includes(">=")) {
      problems.push(`${crate.name}: requires exactly ${name} ${req}`);
    }
  }
}

const npm = JSON.parse(readFileSync("npm/package.json", "utf8"));
for (const [field, value] of [
  ["repository", npm.repository?.url],
  ["homepage", npm.homepage],
  ["bugs", npm.bugs],
]) {
  if (!value?.includes(repository)) problems.push(`npm/package.json: ${field} is ${value}`);
}

const target = crates.find(({ name }) => name === "open-ticket").metadata?.docs?.rs?.[
  "default-target"
];
if (target) {
  cargo("doc", "--quiet", "--locked", "--no-deps", "-p", "open-ticket", "--target", target);
}
const embed = `${target_directory}/${target}/doc/open_ticket/embed/sidebar-items.js`;
if (!existsSync(embed) || !readFileSync(embed, "utf8").includes('"TicketForm"')) {
  problems.push(`docs.rs: no embed::TicketForm for the target ${target}`);
}

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`${crates.map(({ name }) => name).join(", ")} and the npm package: ready to publish`);
