// Upgrades of a site: two builds, on a server whose responses are cached for a day.
import { currentBuild, otherBuild } from "./support/builds.js";
import { expect } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { install, test } from "./support/upgraded-site.js";

const before = otherBuild();
const after = currentBuild();

const boldText = (form) => form.preview.locator("strong");

const editorLoadError = (page) =>
  page.waitForEvent("console", (message) => /the editor failed to load/.test(message.text()));

test("two builds have no file name in common but the loader's", () => {
  const names = [...before.files.keys(), ...after.files.keys()];
  expect(new Set(names).size).toBe(names.length - 1);
});

test("a second visit downloads no file of the form, and revalidates the loader", async ({
  form,
  page,
  site,
}) => {
  install(site, after);
  await form.openWithEditor();
  await page.goto("about:blank");
  site.requests.length = 0;
  await form.openWithEditor();
  expect(site.requests).toEqual(["200 /", `304 /${after.names.loader}`]);
});

test("a returning visitor gets the new form after an upgrade", async ({ form, page, site }) => {
  install(site, before);
  await form.openWithEditor();
  await page.goto("about:blank");
  install(site, after);
  site.requests.length = 0;
  await form.openWithEditor();
  const { loader, glue, wasm, editor } = after.names;
  expect(site.requests.toSorted()).toEqual(
    ["/", `/${loader}`, `/${glue}`, `/${wasm}`, `/${editor}`].map((path) => `200 ${path}`).sort(),
  );
});

test("a page that was open during an upgrade still loads its editor", async ({ form, site }) => {
  install(site, before);
  await form.open();
  install(site, after);
  await form.fill(SAMPLE_TICKET);
  await expect(boldText(form)).toHaveText("Tuesday");
  expect(site.requests).toContain(`200 /${before.names.editor}`);
  await form.submitButton.click();
  await form.ticketNumber();
});

test("if the old files were deleted, an open page reports that, and sends text", async ({
  form,
  page,
  pageErrors,
  site,
}) => {
  pageErrors.expect(/404/);
  pageErrors.expect(/integrity/i);
  install(site, before);
  await form.open();
  site.files.clear();
  install(site, after);
  const warning = page.waitForEvent("console", (message) =>
    /the editor failed to load: .* responds with 404/.test(message.text()),
  );
  await form.fill(SAMPLE_TICKET);
  await warning;
  await form.attach({ name: "log.txt", bytes: Buffer.from("a line\n") });
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText(
    "could not load the part of the form that sends files",
  );
  await expect(form.errorSummary).toContainText("reload this page");
  await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
  await form.host.getByRole("button", { name: /^Remove/ }).click();
  await form.submitButton.click();
  await form.ticketNumber();
});

test("a visitor can go back to the earlier build", async ({ form, page, site }) => {
  install(site, before);
  await form.openWithEditor();
  install(site, after);
  await form.openWithEditor();
  await page.goto("about:blank");
  install(site, before);
  site.requests.length = 0;
  await form.openWithEditor();
  expect(site.requests).toEqual(["200 /", `200 /${before.names.loader}`]);
});

for (const [problem, contents, errors] of [
  ["was missing", undefined, [/404/, /integrity/i]],
  ["was another file", Buffer.from("another file"), [/integrity/i]],
]) {
  for (const role of ["glue", "wasm"]) {
    test(`a ${role} that ${problem} when it was cached is requested again, bypassing the cache`, async ({
      form,
      page,
      pageErrors,
      site,
    }) => {
      for (const pattern of errors) pageErrors.expect(pattern);
      pageErrors.expect(/open-ticket: the form could not be loaded/);
      install(site, after);
      if (contents) site.files.set(after.names[role], contents);
      else site.files.delete(after.names[role]);
      await page.goto("/");
      await expect(form.host.getByText("could not be loaded")).toBeVisible();
      await page.goto("about:blank");
      install(site, after);
      await form.open();
      await page.goto("about:blank");
      site.requests.length = 0;
      await form.open();
      expect(site.requests, "the cache is repaired").not.toContain(`200 /${after.names.wasm}`);
    });
  }

  test(`an editor that ${problem} when it was cached is requested again, bypassing the cache`, async ({
    form,
    page,
    pageErrors,
    site,
  }) => {
    for (const pattern of errors) pageErrors.expect(pattern);
    install(site, after);
    if (contents) site.files.set(after.names.editor, contents);
    else site.files.delete(after.names.editor);
    const loadError = editorLoadError(page);
    await form.open();
    await form.message.fill(SAMPLE_TICKET.message);
    await loadError;
    await page.goto("about:blank");
    install(site, after);
    await form.open();
    await form.message.fill(SAMPLE_TICKET.message);
    await expect(boldText(form)).toHaveText("Tuesday");
  });
}

test("Try again loads the form once the missing files have been copied", async ({
  form,
  page,
  pageErrors,
  site,
}) => {
  pageErrors.expect(/404/);
  pageErrors.expect(/integrity/i);
  pageErrors.expect(/open-ticket: the form could not be loaded/);
  install(site, after);
  site.files.delete(after.names.glue);
  await page.goto("/");
  const retryButton = form.host.getByRole("button", { name: "Try again" });
  await retryButton.click();
  await expect(retryButton).toBeVisible();
  install(site, after);
  await retryButton.click();
  await expect(form.submitButton).toBeVisible();
  await expect(form.name).toBeFocused();
});
