// Files of a draft, stored unchanged in IndexedDB.
import { createHash } from "node:crypto";
import { setClockAhead } from "./support/clock.js";
import {
  asksBeforeLeaving,
  draftButton,
  draftNotice,
  expectFilesStored,
  expectSaved,
  storedFiles,
} from "./support/drafts.js";
import { expect, test } from "./support/fixtures.js";
import { pseudoRandomBytes } from "./support/random-bytes.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { callSandbox, ticketsWithSubject } from "./support/sandbox-api.js";
import { startSite } from "./support/site.js";
import { TicketFormPage } from "./support/ticket-form-page.js";

const FILES = [
  { name: "Zürich 🎫 %41.log", bytes: pseudoRandomBytes(300_000, 7) },
  { name: "note.txt", bytes: Buffer.from("kept\n") },
  { name: "障害報告.pdf", bytes: pseudoRandomBytes(1_048_577, 9) },
];
const NAMES = FILES.map(({ name, bytes }) => `${name} ${bytes.length}`);
const DAY = 24 * 60 * 60 * 1000;

const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** Returns the name and the digest of each file of a ticket. */
async function attachments(origin, subject) {
  const [{ id }, ...others] = await ticketsWithSubject(origin, subject);
  expect(others).toEqual([]);
  const files = [];
  for (;;) {
    const parameters = { relatedid: id, type: "ticket", index: String(files.length) };
    const { filename, data } = await callSandbox(origin, "GetTicketAttachment", parameters);
    if (data === undefined) return files;
    files.push(`${filename} ${digest(Buffer.from(data, "base64"))}`);
  }
}

const expected = (files) => files.map(({ name, bytes }) => `${name} ${digest(bytes)}`);

test("files are restored after a reload and sent unchanged", async ({ form, page, relay }) => {
  const ticket = { ...SAMPLE_TICKET, subject: `Files ${Math.random()}` };
  const before = await form.openAndFill(ticket, ...FILES);
  await expectFilesStored(page, NAMES);
  await expectSaved(page, ticket.subject);
  await page.reload();
  await expect(form.removeButton("note.txt")).toBeVisible();
  expect(await form.userInput()).toEqual(before);
  await form.attach({ name: "later.txt", bytes: Buffer.from("later\n") });
  await form.submitButton.click();
  await form.ticketNumber();
  expect(await attachments(relay.url, ticket.subject)).toEqual([
    ...expected(FILES),
    ...expected([{ name: "later.txt", bytes: Buffer.from("later\n") }]),
  ]);
  await expectFilesStored(page, []);
});

test("a file that is removed is deleted, and one that is restored is stored again", async ({
  form,
  page,
}) => {
  await form.openAndFill(SAMPLE_TICKET, ...FILES);
  await expectFilesStored(page, NAMES);
  await form.removeButton("note.txt").click();
  await expectFilesStored(page, [NAMES[0], NAMES[2]]);
  await form.host.getByRole("button", { name: /^Undo/ }).click();
  await expectFilesStored(page, NAMES);
  await form.removeButton("note.txt").click();
  await page.reload();
  await expect(form.removeButton("障害報告.pdf")).toBeVisible();
  await expect(form.removeButton("note.txt")).toHaveCount(0);
});

test("Start over deletes the files, and Undo restores them", async ({ form, page }) => {
  const before = await form.openAndFill(SAMPLE_TICKET, ...FILES);
  await expectFilesStored(page, NAMES);
  await page.reload();
  await draftButton(form, "Start over").click();
  await expectFilesStored(page, []);
  await draftButton(form, "Undo").click();
  await expectFilesStored(page, NAMES);
  expect(await form.userInput()).toEqual(before);
});

test("a file that is too large to store is listed after a reload, to be chosen again", async ({
  browser,
}) => {
  test.slow();
  const limits = (config) =>
    config
      .replace("max_body_bytes = 8_388_608", "max_body_bytes = 100_000_000")
      .replace("file_bytes = 4_000_000", "file_bytes = 20_000_000")
      .replace("total_bytes = 4_500_000", "total_bytes = 50_000_000");
  const relay = await startSite(undefined, limits);
  const context = await browser.newContext({ baseURL: relay.url });
  const form = new TicketFormPage(await context.newPage());
  const large = { name: "large.bin", bytes: pseudoRandomBytes(10_000_001) };
  const ticket = { ...SAMPLE_TICKET, subject: "Large" };
  await form.openAndFill(ticket, FILES[1], large);
  await expectFilesStored(form.page, [NAMES[1]]);
  await expectSaved(form.page, "large.bin");
  await form.page.reload();
  await expect(form.removeButton("large.bin")).toBeVisible();
  const row = form.host.locator(".files > li").filter({ hasText: "large.bin" });
  await expect(row).toContainText(/choose it again/i);
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText("large.bin");
  await form.attach(large);
  await expect(row).toHaveCount(1);
  await expect(row).not.toContainText(/choose it again/i);
  await form.submitButton.click();
  await expect(form.confirmation).toBeVisible({ timeout: 60_000 });
  expect((await attachments(relay.url, "Large")).toSorted()).toEqual(
    expected([FILES[1], large]).toSorted(),
  );
  await context.close();
  await relay.stop();
});

test("files expire after a day, and the text does not", async ({ form, page }) => {
  await form.openAndFill(SAMPLE_TICKET, FILES[1]);
  await expectFilesStored(page, [NAMES[1]]);
  await expectSaved(page, "note.txt");
  await page.clock.setFixedTime(Date.now() + DAY + 1_000);
  await page.reload();
  await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
  await expect(form.host.getByRole("listitem").filter({ hasText: "note.txt" })).toContainText(
    /choose it again/i,
  );
  await expectFilesStored(page, []);
});

test("files that were stored while the clock was days ahead are restored, and expire later", async ({
  form,
  page,
  context,
}) => {
  await setClockAhead(page, 400 * DAY);
  await form.openAndFill(SAMPLE_TICKET, FILES[1]);
  await expectFilesStored(page, [NAMES[1]]);
  await expectSaved(page, "note.txt");
  const next = new TicketFormPage(await context.newPage());
  await page.close();
  await next.open();
  await expect(next.removeButton(FILES[1].name)).toBeVisible();
  await expect(next.host.getByText(/choose it again/i)).toHaveCount(0);
  const last = new TicketFormPage(await context.newPage());
  await next.page.close();
  await setClockAhead(last.page, DAY + 60_000);
  await last.open();
  await expectFilesStored(last.page, []);
});

test("draft=text stores no file, and deletes those that are stored", async ({ form, page }) => {
  await form.openAndFill(SAMPLE_TICKET, FILES[1]);
  await expectFilesStored(page, [NAMES[1]]);
  await form.host.evaluate((element) => {
    element.draft = "text";
  });
  await expectFilesStored(page, []);
  await form.attach(FILES[0]);
  await form.message.fill("Since Monday.");
  await expectSaved(page, "Since Monday.");
  expect(await storedFiles(page)).toEqual([]);
  expect(await asksBeforeLeaving(page)).toBe(false);
});

test("a draft with files is loaded unchanged on another device", async ({
  form,
  page,
  browser,
  relay,
}) => {
  const ticket = { ...SAMPLE_TICKET, subject: `Transfer ${Math.random()}` };
  const before = await form.openAndFill(ticket, ...FILES);
  await form.host.getByText("Continue on another device").click();
  const download = page.waitForEvent("download");
  await form.host.getByRole("button", { name: "Save draft to a file" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^ticket draft .*\.open-ticket$/);
  const path = await file.path();

  const context = await browser.newContext({ baseURL: relay.url });
  const other = new TicketFormPage(await context.newPage());
  await other.open();
  await other.message.fill("Begun on this device");
  await other.host.getByText("Continue on another device").click();
  const chooser = other.page.waitForEvent("filechooser");
  await other.host.getByRole("button", { name: "Load a draft" }).click();
  await (await chooser).setFiles(path);
  await expect(draftNotice(other).getByRole("status")).toContainText(/^Draft loaded from /);
  await expect(other.message).toHaveValue(ticket.message);
  expect(await other.userInput()).toEqual(before);
  await expectFilesStored(other.page, NAMES);
  await draftButton(other, "Undo").click();
  await expect(other.message).toHaveValue("Begun on this device");
  await context.close();
  await form.submitButton.click();
  await form.ticketNumber();
});

test("the files of a loaded draft are sent unchanged", async ({ form, page, relay }) => {
  const ticket = { ...SAMPLE_TICKET, subject: `Loaded ${Math.random()}` };
  await form.openAndFill(ticket, ...FILES);
  await form.host.getByText("Continue on another device").click();
  const download = page.waitForEvent("download");
  await form.host.getByRole("button", { name: "Save draft to a file" }).click();
  const path = await (await download).path();
  await form.host.evaluate((element) => element.reset());
  await expect(form.message).toHaveValue("");
  await form.message.hover();
  await form.host.getByText("Continue on another device").click();
  const chooser = page.waitForEvent("filechooser");
  await form.host.getByRole("button", { name: "Load a draft" }).click();
  await (await chooser).setFiles(path);
  await expect(form.message).toHaveValue(ticket.message);
  await form.submitButton.click();
  await form.ticketNumber();
  expect(await attachments(relay.url, ticket.subject)).toEqual(expected(FILES));
});

test("a file that is not a draft is refused, and the form does not change", async ({
  form,
  page,
}) => {
  const before = await form.openAndFill(SAMPLE_TICKET);
  await form.host.getByText("Continue on another device").click();
  for (const bytes of [Buffer.alloc(0), pseudoRandomBytes(5_000), Buffer.from("{}\n")]) {
    const chooser = page.waitForEvent("filechooser");
    await form.host.getByRole("button", { name: "Load a draft" }).click();
    await (await chooser).setFiles({ name: "other.bin", mimeType: "", buffer: bytes });
    await expect(draftNotice(form)).toContainText("other.bin is not a draft from this form.");
    expect(await form.userInput()).toEqual(before);
  }
});
