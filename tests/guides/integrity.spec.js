// The hashes by which a page checks the loader, and the loader what it fetches.
import { createHash } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { snippet } from "../../tools/snippet.mjs";
import { ADA, TicketForm } from "../e2e/ticket-form.js";
import { expect, test } from "./fixtures.js";
import { ROOT } from "./guide.js";

const read = (path) => readFileSync(join(ROOT, path), "utf8");
const integrity = JSON.parse(read("dist/integrity.json"));
const FETCHED = ["open-ticket-app.js", "open-ticket-app_bg.wasm"];
const EDITOR = "open-ticket-editor.wasm";

test.use({ guide: "html" });

test("dist/integrity.json has the hash of each file that a page may load", () => {
  const loaded = ["open-ticket.js", "open-ticket-element.js", ...FETCHED, EDITOR];
  expect(Object.keys(integrity).sort()).toEqual(loaded.sort());
  for (const [name, told] of Object.entries(integrity)) {
    const digest = createHash("sha384").update(readFileSync(join(ROOT, "dist", name)));
    expect(told).toBe(`sha384-${digest.digest("base64")}`);
  }
});

test("the README and the guide show what make dist prints", () => {
  const told = snippet("sha384-…").replace(/\s+/g, " ");
  for (const path of ["README.md", "docs/guides/html.md", "docs/guides/csp.md"]) {
    expect(read(path).replace(/\s+/g, " "), path).toContain(told);
  }
});

for (const name of ["open-ticket.js", ...FETCHED]) {
  test(`${name} that was changed on the server is never run`, async ({
    page,
    site,
    complaints,
  }) => {
    complaints.await(/integrity/i);
    appendFileSync(join(site.folder, "open-ticket", name), "\0\n");
    await page.goto("/");
    await expect(page.getByText("Open a ticket without scripts")).toBeVisible();
    await page.waitForLoadState("networkidle");
    await expect(page.getByRole("button", { name: /^Send/ })).toHaveCount(0);
  });
}

test(`${EDITOR} that was changed on the server is never run, and the form does without`, async ({
  page,
  site,
  complaints,
}) => {
  complaints.await(/integrity/i);
  appendFileSync(join(site.folder, "open-ticket", EDITOR), "\0\n");
  const form = new TicketForm(page);
  const told = page.waitForEvent("console", (said) => /the editor did not come/.test(said.text()));
  await form.open();
  await form.fill(ADA);
  await told;
  await form.send.click();
  await expect(form.done).toBeVisible();
});
