// docs/guides/rust.md: its app compiles against the crate as it is here.
import { execFile } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { follow, ROOT } from "./guide.js";

/** Settings of Cargo's that make it take the crate from here, and what is compiled already. */
const CONFIG = [
  `patch.crates-io.open-ticket.path = ${JSON.stringify(ROOT)}`,
  `profile.dev.debug = "line-tables-only"`,
  `profile.dev.package."*".debug = false`,
].flatMap((line) => ["--config", line]);

test("the guide rust.md makes an app that compiles", async () => {
  test.setTimeout(600_000);
  const { folder, remove } = await follow("rust");
  copyFileSync(join(ROOT, "Cargo.lock"), join(folder, "Cargo.lock"));
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
  const { stderr } = await promisify(execFile)(
    "cargo",
    ["check", "--offline", "--target", "wasm32-unknown-unknown", ...CONFIG],
    { cwd: folder, env: { ...process.env, CARGO_TARGET_DIR: target } },
  );
  expect(stderr).not.toContain("warning");
  remove();
});
