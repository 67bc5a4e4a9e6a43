// Lazy loading of the editor chunk: the time of the request, and the form without the editor.
import { EDITOR as EDITOR_FILE } from "./support/bundle-files.js";
import { expect, test } from "./support/fixtures.js";
import { holdRequests } from "./support/hold-requests.js";
import { recordRequests } from "./support/record-requests.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

const EDITOR = `**/${EDITOR_FILE}`;

const recordEditorRequests = (page) =>
  recordRequests(page, (request) => request.url().endsWith(`/${EDITOR_FILE}`));

const editorLoadError = (page) =>
  page.waitForEvent("console", (message) => /the editor failed to load/.test(message.text()));

/** Opens the form with the editor chunk held back. Returns a function that releases it. */
async function openWithoutEditor(form) {
  const release = await holdRequests(form.page, EDITOR);
  await form.open();
  return release;
}

/** The bold text in the preview, which the editor chunk renders. */
const boldText = (form) => form.preview.locator("strong");

test("the editor is not requested until the user writes a message", async ({ form, page }) => {
  const requests = recordEditorRequests(page);
  await form.open();
  await page.waitForLoadState("networkidle");
  expect(requests).toHaveLength(0);
  await form.message.fill(SAMPLE_TICKET.message);
  await expect(boldText(form)).toHaveText("Tuesday");
  expect(requests).toHaveLength(1);
});

test("a ticket can be opened while the editor is loading", async ({ form }) => {
  const release = await openWithoutEditor(form);
  await form.fill(SAMPLE_TICKET);
  await expect(boldText(form)).toHaveCount(0);
  await form.submitButton.click();
  await expect(form.confirmation).toBeVisible();
  release();
});

test("commands are queued while the editor is loading", async ({ form, page }) => {
  const release = await openWithoutEditor(form);
  await form.message.fill("it stands still");
  await form.message.selectText();
  await page.keyboard.press("Control+B");
  await form.toolbarButton("Italic").click();
  await expect(form.message).toHaveValue("it stands still");
  release();
  await expect(form.message).toHaveValue("***it stands still***");
  await expect(boldText(form)).toHaveText("it stands still");
});

test("the keyboard shortcuts requested while the editor is loading are shown once it has loaded", async ({
  form,
}) => {
  const release = await openWithoutEditor(form);
  await form.toolbarButton("Formatting help").click();
  release();
  await expect(form.helpDialog).toBeVisible();
});

test("queued commands are discarded when the user continues in another field", async ({
  form,
  page,
}) => {
  const release = await openWithoutEditor(form);
  await form.message.fill("it stands still");
  await page.keyboard.press("Control+B");
  await form.subject.pressSequentially("Stands ");
  release();
  await expect(boldText(form)).toHaveCount(0);
  await expect(form.helpDialog).toBeAttached();
  await page.keyboard.type("still");
  await expect(form.subject).toHaveValue("Stands still");
  await expect(form.message).toHaveValue("it stands still");
});

test("the relay validates a custom field's pattern while the editor chunk is loading", async ({
  form,
  pageErrors,
}) => {
  pageErrors.expect(/422/);
  const release = await openWithoutEditor(form);
  await form.fill({ ...SAMPLE_TICKET, department: "Technical" });
  await form.customField("Domain or server").fill("no host!");
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText("Letters, digits, dots and hyphens only");
  await expect(form.customField("Domain or server")).toHaveValue("no host!");
  release();
});

// For a 404 response, the browser also reports a wrong integrity hash.
for (const [failure, expectedErrors, handler] of [
  ["cannot be fetched", [/ERR_FAILED/], (route) => route.abort()],
  [
    "is missing",
    [/404/, /integrity/i],
    (route) => route.fulfill({ status: 404, body: "not here" }),
  ],
  ["has been modified", [/integrity/i], (route) => route.fulfill({ body: "another file" })],
]) {
  test(`an editor chunk that ${failure} does not block the form, and is requested again`, async ({
    form,
    page,
    pageErrors,
  }) => {
    for (const pattern of expectedErrors) pageErrors.expect(pattern);
    const loadError = editorLoadError(page);
    await page.route(EDITOR, handler);
    await form.open();
    await form.fill(SAMPLE_TICKET);
    await loadError;
    await expect(boldText(form)).toHaveCount(0);
    await expect(form.preview).toContainText("Preview is not available.");
    await page.unroute(EDITOR);
    await expect(async () => {
      await form.message.pressSequentially("!");
      await expect(boldText(form)).toHaveText("Tuesday", { timeout: 500 });
    }).toPass();
    await expect(form.preview).not.toContainText("is not available");
    await form.submitButton.click();
    await expect(form.confirmation).toBeVisible();
  });
}

test("loading the editor times out after two minutes, and is retried", async ({ form, page }) => {
  await page.clock.install();
  const release = await holdRequests(page, EDITOR);
  const loadError = editorLoadError(page);
  const requests = recordEditorRequests(page);
  await form.open();
  await form.message.fill(SAMPLE_TICKET.message);
  await expect.poll(() => requests.length).toBe(1);
  await page.clock.runFor(121_000);
  await loadError;
  await page.clock.runFor(3_000);
  release();
  await form.message.pressSequentially(" Help!");
  await expect.poll(() => requests.length).toBe(2);
  await expect(boldText(form)).toHaveText("Tuesday");
});

test("Send requests the editor chunk again at once, although the last attempt has just failed", async ({
  form,
  page,
  pageErrors,
}) => {
  pageErrors.expect(/net::ERR_FAILED/);
  await page.route(EDITOR, (route) => route.abort());
  const failed = editorLoadError(page);
  await form.open();
  await form.fill(SAMPLE_TICKET);
  await form.attach({ name: "note.txt", bytes: Buffer.from("kept\n") });
  await failed;
  await form.submitButton.click();
  await expect(form.errorSummary).toBeVisible();
  await page.unroute(EDITOR);
  await form.submitButton.click();
  await expect(form.confirmation).toBeVisible();
});
