// The system's clock is set back or ahead while the form is open: countdowns continue, drafts are stored, nothing
// is lost, and one ticket is opened.
import { changeClock } from "./support/clock.js";
import { crash, draftNotice, expectSaved } from "./support/drafts.js";
import { expect, test } from "./support/faults/fault-fixtures.js";
import { resetAfter } from "./support/faults/network-faults.js";
import { pseudoRandomBytes } from "./support/random-bytes.js";
import { expectOneWholeTicket, fillAndStore } from "./support/reliability/whole-ticket.js";
import { TicketFormPage } from "./support/ticket-form-page.js";

const DAY = 24 * 60 * 60 * 1000;
const FILE = { name: "noise.bin", bytes: pseudoRandomBytes(60_000, 11) };

const CHANGES = { "set back by a day": -DAY, "set ahead by eight days": 8 * DAY };

/** Opens the form in a new tab. */
async function openInNewTab(context) {
  const form = new TicketFormPage(await context.newPage());
  await form.open();
  return form;
}

for (const [change, milliseconds] of Object.entries(CHANGES)) {
  for (const files of [[], [FILE]]) {
    const kind = files.length > 0 ? "with a file" : "without files";

    test(`a retry countdown continues after the clock is ${change}, ${kind}`, async ({
      form,
      page,
      faultyProxy,
      relay,
      ticket,
      pageErrors,
    }) => {
      pageErrors.expect(/net::ERR_/);
      await form.open();
      const before = await fillAndStore(form, ticket, files);
      faultyProxy.injectNext(resetAfter(10));
      await form.submitButton.click();
      await expect(form.retryCountdown).toBeVisible();
      await changeClock(page, milliseconds);
      expect(await form.userInput()).toEqual(before);
      await expectOneWholeTicket(form, relay, ticket, files);
    });

    test(`text is stored if the clock is ${change} right after it was typed, ${kind}`, async ({
      form,
      page,
      context,
      relay,
      ticket,
    }) => {
      await form.open();
      await fillAndStore(form, ticket, files);
      await changeClock(page, milliseconds, "input");
      const changed = { ...ticket, message: "Since Monday." };
      await form.message.fill(changed.message);
      const before = await form.userInput();
      await expectSaved(page, changed.message);
      await crash(page);
      const next = await openInNewTab(context);
      await expect(draftNotice(next)).toContainText(/^Draft restored from/);
      if (milliseconds < 0) expect(await next.userInput()).toEqual(before);
      else await chooseAgain(next, changed, files);
      await next.submitButton.click();
      await expectOneWholeTicket(next, relay, changed, files);
    });

    test(`a draft is restored after the clock is ${change} while it is open, ${kind}`, async ({
      form,
      page,
      relay,
      ticket,
    }) => {
      await form.open();
      const before = await fillAndStore(form, ticket, files);
      await changeClock(page, milliseconds);
      await page.reload();
      await expect(draftNotice(form)).toContainText(/^Draft restored from/);
      if (milliseconds < 0) expect(await form.userInput()).toEqual(before);
      else await chooseAgain(form, ticket, files);
      await form.submitButton.click();
      await expectOneWholeTicket(form, relay, ticket, files);
    });
  }
}

/** Expects the text and the names of the files, whose lifetime of a day has ended, and chooses them again. */
async function chooseAgain(form, ticket, files) {
  for (const field of ["subject", "message", "name", "email"]) {
    await expect(form[field]).toHaveValue(ticket[field]);
  }
  for (const file of files) {
    const row = form.host.locator(".files > li").filter({ hasText: file.name });
    await expect(row).toContainText(/choose it again/i);
    await form.attach(file);
    await expect(row).not.toContainText(/choose it again/i);
  }
}
