// docs/guides/rust.md: its app, compiled against the crate as it is here, opens a ticket.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ADA } from "../e2e/ticket-form.js";
import { expect, test } from "./fixtures.js";
import { ROOT } from "./guide.js";

/** Makes Cargo take the crate from here, and what is compiled for the other tests already. */
const CONFIG = `
[patch.crates-io]
open-ticket = { path = ${JSON.stringify(ROOT)} }

[profile.dev]
debug = "line-tables-only"

[profile.dev.package."*"]
debug = false
`;

function folder(path) {
  copyFileSync(join(ROOT, "Cargo.lock"), join(path, "Cargo.lock"));
  mkdirSync(join(path, ".cargo"));
  writeFileSync(join(path, ".cargo/config.toml"), CONFIG);
}

test.use({ guide: "rust", prepare: { folder } });

// The first time everything is compiled.
test.setTimeout(900_000);

test("the guide rust.md makes an app whose form opens a ticket", async ({ page }) => {
  await page.goto("/");
  const label = (name) => page.getByLabel(name);
  await expect(label("Subject")).toHaveValue("A question");
  await label("Department").selectOption({ label: ADA.department });
  await label("Your name").fill(ADA.name);
  await label("Your email").fill(ADA.email);
  await page.getByRole("textbox", { name: "Message" }).fill(ADA.message);
  await page.getByRole("button", { name: /^Send/ }).click();
  await expect(page.getByText(/^Thank you\. Your ticket is .+\.$/)).toBeVisible();
});
