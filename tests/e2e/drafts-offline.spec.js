// The network is lost while the form looks up what became of a ticket, after a reload during its submission.
import { draftNotice } from "./support/drafts.js";
import { test as base, expect } from "./support/faults/fault-fixtures.js";
import { FRESH_CONTEXT } from "./support/fresh-context.js";
import { holdRequests } from "./support/hold-requests.js";
import { pseudoRandomBytes } from "./support/random-bytes.js";
import { faultAt } from "./support/reliability/moments.js";
import { expectOneWholeTicket, fillAndStore } from "./support/reliability/whole-ticket.js";

const FILE = { name: "noise.bin", bytes: pseudoRandomBytes(60_000, 14) };
const LOOKUP = "**/api/ticket/*";

const test = base.extend(FRESH_CONTEXT);

/**
 * Sends a ticket, whose request is lost at a moment, and reloads the page. Disconnects the network during the first
 * lookup. Returns a snapshot of the input.
 */
async function loseNetworkDuringLookup(
  moment,
  { form, page, context, faultyProxy, ticket, files },
) {
  await form.open();
  const before = await fillAndStore(form, ticket, files);
  const held = faultAt(moment, () => {});
  faultyProxy.injectNext(held);
  await form.submitButton.click();
  await held.triggered;
  const release = await holdRequests(page, LOOKUP);
  const lookup = page.waitForRequest(LOOKUP);
  await page.reload();
  await lookup;
  await context.setOffline(true);
  release();
  await expect(form.errorSummary.getByRole("heading")).toHaveText(
    "We cannot tell if your ticket was opened",
  );
  await expect(draftNotice(form)).toContainText(/^Draft restored from/);
  expect(await form.userInput()).toEqual(before);
  return before;
}

for (const files of [[], [FILE]]) {
  const kind = files.length > 0 ? "with a file" : "without files";

  test(`an opened ticket is confirmed once the network is back, ${kind}`, async ({
    form,
    page,
    context,
    faultyProxy,
    ticket,
    relay,
    pageErrors,
  }) => {
    pageErrors.expect(/net::ERR_INTERNET_DISCONNECTED/);
    const world = { form, page, context, faultyProxy, ticket, files };
    await loseNetworkDuringLookup("after", world);
    await context.setOffline(false);
    await expectOneWholeTicket(form, relay, ticket, files);
  });

  test(`an opened ticket that is sent again offline is confirmed once the network is back, ${kind}`, async ({
    form,
    page,
    context,
    faultyProxy,
    ticket,
    relay,
    pageErrors,
  }) => {
    pageErrors.expect(/net::ERR_INTERNET_DISCONNECTED/);
    const world = { form, page, context, faultyProxy, ticket, files };
    const before = await loseNetworkDuringLookup("after", world);
    await form.submitButton.click();
    await expect(form.errorSummary.getByRole("heading")).toHaveText("You are offline");
    expect(await form.userInput()).toEqual(before);
    await context.setOffline(false);
    await expectOneWholeTicket(form, relay, ticket, files);
  });

  test(`a ticket that did not arrive is sent by the user once the network is back, ${kind}`, async ({
    form,
    page,
    context,
    faultyProxy,
    ticket,
    relay,
    pageErrors,
  }) => {
    pageErrors.expect(/net::ERR_INTERNET_DISCONNECTED/);
    const world = { form, page, context, faultyProxy, ticket, files };
    const before = await loseNetworkDuringLookup("before", world);
    await context.setOffline(false);
    await expect(form.errorSummary.getByRole("heading")).toHaveText("Your ticket was not opened");
    expect(await form.userInput()).toEqual(before);
    await form.submitButton.click();
    await expectOneWholeTicket(form, relay, ticket, files);
  });
}
