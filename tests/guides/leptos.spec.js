// The app in docs/guides/leptos.md, compiled against this checkout, opens a ticket.
import { appendFileSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../tools/sync-guides.mjs";
import { SAMPLE_TICKET } from "../e2e/support/sample-ticket.js";
import { expect, test } from "./fixtures.js";

/** Cargo configuration: uses this checkout's crate, and reuses the dependencies of other tests. */
const CARGO_CONFIG = `
[patch.crates-io]
open-ticket = { path = ${JSON.stringify(ROOT)} }

[profile.dev]
debug = "line-tables-only"
incremental = false

[profile.dev.package."*"]
debug = false
`;

/**
 * The feature that wasm-bindgen-test enables in the browser tests. With other features of serde_json, Cargo
 * compiles Leptos again.
 */
const FEATURES = `
[dependencies.serde_json]
version = "1"
features = ["alloc"]
`;

function prepareFolder(folder) {
  copyFileSync(join(ROOT, "Cargo.lock"), join(folder, "Cargo.lock"));
  appendFileSync(join(folder, "Cargo.toml"), FEATURES);
  mkdirSync(join(folder, ".cargo"));
  writeFileSync(join(folder, ".cargo/config.toml"), CARGO_CONFIG);
}

test.use({ guide: "leptos", prepare: { prepareFolder } });

// The first run compiles all dependencies.
test.setTimeout(900_000);

test("the guide leptos.md results in an app whose form opens a ticket", async ({ page }) => {
  await page.goto("/");
  const label = (name) => page.getByLabel(name);
  await expect(label("Subject")).toHaveValue("A question");
  await label(SAMPLE_TICKET.department).check();
  await label("Your name").fill(SAMPLE_TICKET.name);
  await label("Your email").fill(SAMPLE_TICKET.email);
  await page.getByRole("textbox", { name: "Message" }).fill(SAMPLE_TICKET.message);
  await page.getByRole("button", { name: /^Send/ }).click();
  await expect(page.getByText(/^Thank you\. Your ticket is .+\.$/)).toBeVisible();
});
