// Connections that fail, stall and recover: each is explained, the input is kept, and exactly one
// ticket is opened.
import { LOOKUP_DELAYS, shortenTimers } from "./support/clock.js";
import { expect, test } from "./support/faults/fault-fixtures.js";
import { dropResponse, resetAfter, truncateResponse } from "./support/faults/network-faults.js";
import {
  expectOneTicket,
  LARGE_FILE,
  submitOneTicket,
  submitUntilStalled,
} from "./support/faults/submission-steps.js";
import { FRESH_CONTEXT } from "./support/fresh-context.js";
import { pseudoRandomBytes } from "./support/random-bytes.js";
import { recordSubmissions } from "./support/record-requests.js";
import { RELAY_TIMEOUT } from "./support/ticket-form-page.js";

const FILE = { name: "noise.bin", bytes: pseudoRandomBytes(300_000) };

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("a refused connection keeps the input, and a later submission opens one ticket", async ({
  form,
  page,
  faultyProxy,
  ticket,
  openedTickets,
  pageErrors,
}) => {
  pageErrors.expect(/net::ERR_CONNECTION_REFUSED/);
  await shortenTimers(page, LOOKUP_DELAYS);
  const before = await form.openAndFill(ticket, FILE);
  await faultyProxy.refuseConnections();
  await form.submitButton.click();
  await expect(form.errorSummary.getByRole("heading")).toHaveText(
    "We cannot tell if your ticket was opened",
  );
  expect(await form.userInput()).toEqual(before);
  await faultyProxy.acceptConnections();
  await submitOneTicket(form, openedTickets);
});

test("after a connection reset during the upload the form retries with the same idempotency key", async ({
  form,
  page,
  faultyProxy,
  ticket,
  openedTickets,
  pageErrors,
}) => {
  pageErrors.expect(/net::ERR_/);
  const submissions = recordSubmissions(page);
  const before = await form.openAndFill(ticket, FILE);
  faultyProxy.injectNext(resetAfter(100_000));
  await form.submitButton.click();
  await expect(form.retryCountdown).toHaveText(/^Trying again in \d seconds?$/);
  await expect(form.errorSummary.getByRole("heading")).toHaveText("Your ticket was not sent");
  await expect(form.host.locator(":focus")).toContainText("no ticket was opened");
  expect(await form.userInput()).toEqual(before);
  await expectOneTicket(form, openedTickets);
  const keys = submissions.map((request) => request.headers()["idempotency-key"]);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(UUID_V4);
  expect(keys[1]).toBe(keys[0]);
});

test("the retry countdown can be stopped or skipped", async ({
  form,
  faultyProxy,
  ticket,
  openedTickets,
  pageErrors,
}) => {
  pageErrors.expect(/net::ERR_/);
  const before = await form.openAndFill(ticket);
  const reset = resetAfter(10);
  faultyProxy.injectNext(reset);
  await form.submitButton.click();
  await form.stopRetryButton.click();
  await expect(form.retryCountdown).toHaveCount(0);
  await expect(form.submitButton).toBeFocused();
  expect(await form.userInput()).toEqual(before);
  expect(await openedTickets()).toHaveLength(0);

  faultyProxy.injectNext(reset);
  await form.submitButton.click();
  await form.tryNowButton.click();
  await expectOneTicket(form, openedTickets);
});

test("a stalled upload shows a notice after 10 seconds and fails after 30", async ({
  form,
  page,
  faultyProxy,
  ticket,
  openedTickets,
}) => {
  await page.clock.install();
  const before = await form.openAndFill(ticket, LARGE_FILE);
  await submitUntilStalled(form, faultyProxy);
  await page.clock.runFor(11_000);
  await expect(form.notice).toContainText("This is taking longer than usual");
  await page.clock.runFor(20_000);
  await expect(form.errorSummary).toContainText("The upload made no progress for 30 seconds");
  expect(await form.userInput()).toEqual(before);
  await submitOneTicket(form, openedTickets);
});

test("a stalled upload that continues within 30 seconds succeeds", async ({
  form,
  page,
  faultyProxy,
  ticket,
  openedTickets,
}) => {
  await page.clock.install();
  await form.openAndFill(ticket, LARGE_FILE);
  const stall = await submitUntilStalled(form, faultyProxy);
  await page.clock.runFor(25_000);
  await expect(form.notice).toBeVisible();
  stall.release();
  await expectOneTicket(form, openedTickets);
});

test("an upload can be cancelled, and the input is kept", async ({
  form,
  faultyProxy,
  ticket,
  openedTickets,
}) => {
  const before = await form.openAndFill(ticket, LARGE_FILE);
  await submitUntilStalled(form, faultyProxy);
  await form.cancelButton.click();
  await expect(form.progressBar).toHaveCount(0);
  await expect(form.submitButton).toBeFocused();
  expect(await form.userInput()).toEqual(before);
  expect(await openedTickets()).toHaveLength(0);
  await submitOneTicket(form, openedTickets);
});

for (const [state, fault] of [
  ["lost", dropResponse],
  ["truncated", truncateResponse],
]) {
  test(`if the response is ${state} after the ticket was opened, the form looks up the ticket`, async ({
    form,
    faultyProxy,
    ticket,
    openedTickets,
    pageErrors,
  }) => {
    pageErrors.expect(/net::ERR_/);
    await form.openAndFill(ticket, LARGE_FILE);
    faultyProxy.injectNext(fault);
    await form.submitButton.click();
    await expect(form.host.locator("[aria-live=polite]")).toContainText("Checking if", {
      timeout: RELAY_TIMEOUT,
    });
    await form.ticketNumber();
    await expect(form.confirmation).toBeFocused();
    expect(await openedTickets()).toHaveLength(1);
  });
}

test.extend(FRESH_CONTEXT)(
  "going offline during the upload is reported, and coming back online opens one ticket",
  async ({ form, page, context, faultyProxy, ticket, openedTickets, pageErrors }) => {
    pageErrors.expect(/net::ERR_INTERNET_DISCONNECTED/);
    await page.clock.install();
    const before = await form.openAndFill(ticket, LARGE_FILE);
    await submitUntilStalled(form, faultyProxy);
    await context.setOffline(true);
    await expect(form.notice).toContainText("You seem to be offline");
    await page.clock.runFor(31_000);
    await expect(form.errorSummary).toContainText("Your message and files are still here");
    expect(await form.userInput()).toEqual(before);
    await form.submitButton.click();
    await expect(form.errorSummary.getByRole("heading")).toHaveText("You are offline");
    expect(await form.userInput()).toEqual(before);
    await context.setOffline(false);
    await page.clock.runFor(1_100);
    await expect(form.retryCountdown).toBeVisible();
    await page.clock.runFor(6_000);
    await expectOneTicket(form, openedTickets);
  },
);
