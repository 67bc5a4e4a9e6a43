// Error responses of the relay and of proxies: each is explained, the input is kept, and the next
// submission opens exactly one ticket.
import { expect, test } from "./support/faults/fault-fixtures.js";
import { respondWithError, respondWithHtml } from "./support/faults/network-faults.js";
import { expectOneTicket, submitOneTicket } from "./support/faults/submission-steps.js";
import { pseudoRandomBytes } from "./support/random-bytes.js";

const FILE = { name: "noise.bin", bytes: pseudoRandomBytes(300_000) };

/** Expects an error message and unchanged input after the fault, and one ticket after a retry. */
async function expectErrorThenOneTicket(
  { form, ticket, openedTickets, faultyProxy },
  fault,
  message,
) {
  const before = await form.openAndFill(ticket, FILE);
  faultyProxy.injectNext(fault);
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText(message);
  expect(await form.userInput()).toEqual(before);
  await submitOneTicket(form, openedTickets);
}

test("a request too large for a proxy is reported at the files, and succeeds without them", async ({
  form,
  faultyProxy,
  ticket,
  openedTickets,
  pageErrors,
}) => {
  pageErrors.expect(/status of 413/);
  const before = await form.openAndFill(ticket, FILE);
  faultyProxy.injectNext(respondWithHtml(413));
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText("larger than this site accepts");
  expect((await form.userInput()).values).toEqual(before.values);
  await form.removeButton(FILE.name).click();
  await submitOneTicket(form, openedTickets);
});

for (const [status, code] of [
  [429, "rate"],
  [503, "unavailable"],
]) {
  test(`after ${status} with Retry-After the submission is retried at that time, with a countdown`, async ({
    form,
    page,
    faultyProxy,
    ticket,
    openedTickets,
    pageErrors,
  }) => {
    pageErrors.expect(new RegExp(`status of ${status}`));
    await page.clock.install();
    const before = await form.openAndFill(ticket, FILE);
    faultyProxy.injectNext(respondWithError(status, code, { "retry-after": "60" }));
    await form.submitButton.click();
    await expect(form.retryCountdown).toHaveText("Trying again in 60 seconds");
    await expect(form.errorSummary).toContainText("Your message and files are still here");
    await page.clock.runFor(10_000);
    await expect(form.retryCountdown).toHaveText(/Trying again in (50|49|48) seconds/);
    expect(await form.userInput()).toEqual(before);
    expect(await openedTickets()).toHaveLength(0);
    await page.clock.runFor(50_000);
    await expectOneTicket(form, openedTickets);
  });

  test(`after ${status} without Retry-After there is no automatic retry`, async ({
    form,
    faultyProxy,
    ticket,
    openedTickets,
    pageErrors,
  }) => {
    pageErrors.expect(new RegExp(`status of ${status}`));
    const fixtures = { form, faultyProxy, ticket, openedTickets };
    const fault = respondWithError(status, code);
    await expectErrorThenOneTicket(fixtures, fault, "Your ticket was not sent");
    await expect(form.retryCountdown).toHaveCount(0);
  });
}

test("a firewall's error page is reported as a blocked message, with a remedy", async ({
  form,
  faultyProxy,
  ticket,
  openedTickets,
  pageErrors,
}) => {
  pageErrors.expect(/status of 403/);
  const fixtures = { form, faultyProxy, ticket, openedTickets };
  await expectErrorThenOneTicket(fixtures, respondWithHtml(403), "Attach them as a file");
});

test("after a gateway's error page the form looks up the outcome, and reports that no ticket was opened", async ({
  form,
  faultyProxy,
  ticket,
  openedTickets,
  pageErrors,
}) => {
  pageErrors.expect(/status of 502/);
  const fixtures = { form, faultyProxy, ticket, openedTickets };
  await expectErrorThenOneTicket(fixtures, respondWithHtml(502), "no ticket was opened");
});

test("automatic retries stop after three attempts", async ({
  form,
  page,
  faultyProxy,
  ticket,
  openedTickets,
  pageErrors,
}) => {
  pageErrors.expect(/status of 503/);
  await page.clock.install();
  const before = await form.openAndFill(ticket, FILE);
  const unavailable = respondWithError(503, "unavailable", { "retry-after": "20" });
  faultyProxy.injectNext(unavailable, unavailable, unavailable, unavailable);
  await form.submitButton.click();
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await expect(form.retryCountdown).toBeVisible();
    await page.clock.runFor(21_000);
  }
  await expect(form.errorSummary).toContainText("is not available right now");
  await expect(form.retryCountdown).toHaveCount(0);
  expect(await form.userInput()).toEqual(before);
  await submitOneTicket(form, openedTickets);
});
