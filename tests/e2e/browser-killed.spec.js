// The whole browser is killed: a draft that is on disk is restored with its files.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { draftNotice, expectFilesStored, expectSaved } from "./support/drafts.js";
import { expect, test } from "./support/fixtures.js";
import { pseudoRandomBytes } from "./support/random-bytes.js";
import { describeFile, ticketsInSandbox } from "./support/reliability/sandbox-tickets.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { TicketFormPage } from "./support/ticket-form-page.js";

const FILE = { name: "noise.bin", bytes: pseudoRandomBytes(300_000, 3) };

/** Returns `true` if a file in a folder contains a text, in one of the encodings that browsers use. */
const isOnDisk = (folder, text) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      return bytes.includes(text) || bytes.includes(Buffer.from(text, "utf16le"));
    });

test("a draft that is on disk is restored with its files after the browser was killed", async ({
  browser,
  launchOptions,
  relay,
}) => {
  const ticket = { ...SAMPLE_TICKET, subject: `Killed ${process.pid} ${Date.now()}` };
  const profile = mkdtempSync(join(tmpdir(), "open-ticket-profile-"));
  const launch = async () => {
    const options = { ...launchOptions, baseURL: relay.url };
    const context = await browser.browserType().launchPersistentContext(profile, options);
    return { context, form: new TicketFormPage(context.pages()[0]) };
  };
  const killed = await launch();
  await killed.form.openAndFill(ticket, FILE);
  await expectSaved(killed.form.page, ticket.subject);
  await expectFilesStored(killed.form.page, [`${FILE.name} ${FILE.bytes.length}`]);
  await kill(killed.context, browser.browserType(), () =>
    isOnDisk(join(profile, "Default", "Local Storage"), ticket.subject),
  );

  const { context, form } = await launch();
  await form.open();
  await expect(draftNotice(form)).toContainText(/^Draft restored from/);
  await expect(form.message).toHaveValue(ticket.message);
  await expect(form.removeButton(FILE.name)).toBeVisible();
  await form.submitButton.click();
  await form.ticketNumber();
  expect(await ticketsInSandbox(relay.url, ticket.subject)).toEqual([
    { message: ticket.message, files: [describeFile(FILE)] },
  ]);
  await context.close();
  rmSync(profile, { recursive: true, force: true });
});

/**
 * Waits for `isWritten`, because browsers write local storage to the disk with a delay. Then ends the browser's
 * process immediately, so that it writes nothing more. Only Chromium has a command to crash; other browsers
 * are closed.
 */
async function kill(context, browserType, isWritten) {
  const [page] = context.pages();
  if (browserType.name() !== "chromium") return context.close();
  await expect.poll(isWritten, { timeout: 60_000 }).toBe(true);
  const closed = context.waitForEvent("close");
  const session = await context.newCDPSession(page);
  session.send("Browser.crash").catch(() => {});
  await closed;
}
