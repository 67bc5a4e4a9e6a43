// Integrity hashes: the page verifies the loader, and the loader verifies the files that it fetches.
import { createHash } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../tools/sync-guides.mjs";
import { EDITOR, GLUE, INTEGRITY, WASM } from "../e2e/support/bundle-files.js";
import { SAMPLE_TICKET } from "../e2e/support/sample-ticket.js";
import { TicketFormPage } from "../e2e/support/ticket-form-page.js";
import { expect, test } from "./fixtures.js";

const read = (path) => readFileSync(join(ROOT, path), "utf8");
/** Returns the script element that embeds the form, as `make dist` prints it. */
const snippet = (hash) =>
  `<script type="module" src="/open-ticket/open-ticket.js"
  integrity="${hash}"></script>`;

const FETCHED_FILES = [GLUE, WASM];

test.use({ guide: "html" });

test("dist/integrity.json has the hash of each file that a page can load", () => {
  const loadableFiles = ["open-ticket.js", "open-ticket-element.js", ...FETCHED_FILES, EDITOR];
  expect(Object.keys(INTEGRITY).sort()).toEqual(loadableFiles.sort());
  for (const [name, hash] of Object.entries(INTEGRITY)) {
    const digest = createHash("sha384").update(readFileSync(join(ROOT, "dist", name)));
    expect(hash).toBe(`sha384-${digest.digest("base64")}`);
  }
});

test("the name of each file that the loader fetches contains a hash of its content", () => {
  for (const name of [...FETCHED_FILES, EDITOR]) {
    const digest = createHash("sha256").update(readFileSync(join(ROOT, "dist", name)));
    expect(name).toContain(`-${digest.digest("hex").slice(0, 8)}.`);
    expect(read("dist/open-ticket.js")).toContain(name);
  }
});

test("the README and the guides show the script element that make dist prints", () => {
  const scriptElement = snippet("sha384-…").replace(/\s+/g, " ");
  for (const path of ["README.md", "docs/guides/html.md", "docs/guides/csp.md"]) {
    expect(read(path).replace(/\s+/g, " "), path).toContain(scriptElement);
  }
});

for (const name of ["open-ticket.js", ...FETCHED_FILES]) {
  test(`a modified ${name} is not executed`, async ({ page, site, pageErrors }) => {
    pageErrors.expect(/integrity/i);
    if (name !== "open-ticket.js") pageErrors.expect(/^open-ticket: .* is from another build/);
    appendFileSync(join(site.folder, "open-ticket", name), "\0\n");
    await page.goto("/");
    await expect(page.getByText("Open a ticket without scripts")).toBeVisible();
    await page.waitForLoadState("networkidle");
    await expect(page.getByRole("button", { name: /^Send/ })).toHaveCount(0);
  });
}

test(`a modified ${EDITOR} is not executed, and the form works without it`, async ({
  page,
  site,
  pageErrors,
}) => {
  pageErrors.expect(/integrity/i);
  appendFileSync(join(site.folder, "open-ticket", EDITOR), "\0\n");
  const form = new TicketFormPage(page);
  const warning = page.waitForEvent("console", (message) =>
    /the editor failed to load/.test(message.text()),
  );
  await form.open();
  await form.fill(SAMPLE_TICKET);
  await warning;
  await form.submitButton.click();
  await expect(form.confirmation).toBeVisible();
});
