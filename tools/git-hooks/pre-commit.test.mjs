// Tests of the pre-commit hook, in a temporary repository: `node --test tools/git-hooks`.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const UNFORMATTED = "fn  main( ) {}\n";
const FORMATTED = "fn main() {}\n";

// Git sets these for hooks, so that the tests would use the project's repository.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")),
);
let repository;

function git(...args) {
  return execFileSync("git", args, { cwd: repository, env: environment, encoding: "utf8" });
}

function commit(...args) {
  const options = { cwd: repository, env: environment, encoding: "utf8" };
  return spawnSync("git", ["commit", "--message", "test", ...args], options);
}

function write(path, text) {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
}

const read = (path) => readFileSync(join(repository, path), "utf8");

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), "pre-commit-"));
  git("init", "--quiet");
  git("config", "user.name", "Test");
  git("config", "user.email", "test@example.com");
  git("config", "core.hooksPath", join(PROJECT, "tools/git-hooks"));
  for (const file of ["Cargo.toml", "biome.jsonc", ".gitignore"]) {
    copyFileSync(join(PROJECT, file), join(repository, file));
  }
  symlinkSync(join(PROJECT, "node_modules"), join(repository, "node_modules"));
  git("add", "Cargo.toml", "biome.jsonc", ".gitignore");
  git("commit", "--quiet", "--no-verify", "--message", "start");
});

afterEach(() => rmSync(repository, { recursive: true }));

test("staged Rust and JavaScript files are formatted in the commit and in the working tree", () => {
  write("src/a file.rs", UNFORMATTED);
  write("tools/a.js", "const  a = 1\nconsole.log( a )\n");
  git("add", "src", "tools");
  assert.equal(commit().status, 0);
  assert.equal(git("show", "HEAD:src/a file.rs"), FORMATTED);
  assert.equal(read("src/a file.rs"), FORMATTED);
  assert.equal(git("show", "HEAD:tools/a.js"), "const a = 1;\nconsole.log(a);\n");
  assert.equal(git("status", "--porcelain", "--untracked-files=no"), "");
});

test("files that are not staged are left unchanged", () => {
  write("src/lib.rs", "mod other;\n");
  write("src/other.rs", UNFORMATTED);
  git("add", "src/lib.rs");
  assert.equal(commit().status, 0);
  assert.equal(read("src/other.rs"), UNFORMATTED);
});

test("unstaged changes of a staged file stay unstaged", () => {
  write("a.rs", UNFORMATTED);
  git("add", "a.rs");
  write("a.rs", `${UNFORMATTED}// Not staged.\n`);
  assert.equal(commit().status, 0);
  assert.equal(git("show", "HEAD:a.rs"), FORMATTED);
  assert.equal(read("a.rs"), `${UNFORMATTED}// Not staged.\n`);
});

test("an executable file stays executable", () => {
  write("a.rs", UNFORMATTED);
  git("add", "--chmod=+x", "a.rs");
  assert.equal(commit().status, 0);
  assert.match(git("ls-tree", "HEAD", "a.rs"), /^100755 /);
});

test("a commit can contain deleted files and files of other types", () => {
  write("a.rs", FORMATTED);
  git("add", "a.rs");
  assert.equal(commit().status, 0);
  git("rm", "--quiet", "a.rs");
  write("notes.md", "text  \n");
  git("add", "notes.md");
  assert.equal(commit().status, 0);
});

test("a syntax error stops the commit", () => {
  write("a.rs", "fn main( {\n");
  git("add", "a.rs");
  const { status, stderr } = commit();
  assert.notEqual(status, 0);
  assert.match(stderr, /a\.rs cannot be formatted/);
});

test("a commit of all changes is formatted", () => {
  write("a.rs", "fn a() {}\n");
  git("add", "a.rs");
  assert.equal(commit().status, 0);
  write("a.rs", UNFORMATTED);
  assert.equal(commit("--all").status, 0);
  assert.equal(git("show", "HEAD:a.rs"), FORMATTED);
  assert.equal(git("status", "--porcelain", "--untracked-files=no"), "");
});

test("a commit of named paths stops if a file is not formatted", () => {
  write("a.rs", "fn a() {}\n");
  git("add", "a.rs");
  assert.equal(commit().status, 0);
  write("a.rs", UNFORMATTED);
  const { status, stderr } = commit("--only", "a.rs");
  assert.notEqual(status, 0);
  assert.match(stderr, /a\.rs was not formatted/);
  assert.equal(read("a.rs"), FORMATTED);
  assert.equal(commit("--only", "a.rs").status, 0);
});
