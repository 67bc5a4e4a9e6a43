// The browser discards the tab because memory is low, and loads the page again when the user returns to it. Chromium
// does so only if no field was edited since the page was loaded: the draft in it is a restored one.
import { openDiscardableTab } from "./support/discarded-tab.js";
import { draftNotice } from "./support/drafts.js";
import { test as base, expect } from "./support/faults/fault-fixtures.js";
import { pseudoRandomBytes } from "./support/random-bytes.js";
import { faultAt } from "./support/reliability/moments.js";
import { expectOneWholeTicket, fillAndStore } from "./support/reliability/whole-ticket.js";
import { TicketFormPage } from "./support/ticket-form-page.js";

const FILE = { name: "noise.bin", bytes: pseudoRandomBytes(60_000, 12) };

const test = base.extend({
  tab: async ({ baseURL }, use) => {
    const tab = await openDiscardableTab(`${baseURL}/`);
    await use(tab);
    await tab.stop();
  },

  form: ({ tab }, use) => use(new TicketFormPage(tab.page)),
});

/** Fills in the form, and reloads the page. Returns a snapshot of the restored input. */
async function storeAndReload(form, ticket, files) {
  const before = await fillAndStore(form, ticket, files);
  await form.page.reload();
  await expectRestored(form, before);
  return before;
}

async function expectRestored(form, before) {
  await expect(draftNotice(form)).toContainText(/^Draft restored from/);
  expect(await form.userInput()).toEqual(before);
}

for (const files of [[], [FILE]]) {
  const kind = files.length > 0 ? "with a file" : "without files";

  test(`a draft is restored after its tab was discarded, ${kind}`, async ({
    form,
    relay,
    tab,
    ticket,
  }) => {
    const before = await storeAndReload(form, ticket, files);
    const next = new TicketFormPage(await tab.discard());
    await expectRestored(next, before);
    await next.submitButton.click();
    await expectOneWholeTicket(next, relay, ticket, files);
  });

  test(`a ticket whose tab was discarded before the request arrived is sent again, ${kind}`, async ({
    faultyProxy,
    form,
    relay,
    tab,
    ticket,
  }) => {
    const before = await storeAndReload(form, ticket, files);
    const stalled = faultAt("before", () => {});
    faultyProxy.injectNext(stalled);
    await form.submitButton.click();
    await stalled.triggered;
    const next = new TicketFormPage(await tab.discard());
    await expect(next.errorSummary).toContainText("Your ticket was not opened");
    expect(await next.userInput()).toEqual(before);
    await next.submitButton.click();
    await expectOneWholeTicket(next, relay, ticket, files);
  });

  test(`a ticket whose tab was discarded after it was opened is confirmed, ${kind}`, async ({
    faultyProxy,
    form,
    relay,
    tab,
    ticket,
  }) => {
    await storeAndReload(form, ticket, files);
    const held = faultAt("after", () => {});
    faultyProxy.injectNext(held);
    await form.submitButton.click();
    await held.triggered;
    const next = new TicketFormPage(await tab.discard());
    await expectOneWholeTicket(next, relay, ticket, files);
  });
}
