// Faults of the relay and the network: each is explained, the input is kept, and one ticket is opened.
import { clientToken } from "../e2e/support/client-token.js";
import {
  dropResponse,
  resetAfter,
  respondWithError,
  respondWithHtml,
  truncateResponse,
} from "../e2e/support/faults/network-faults.js";
import { startRestartableRelay } from "../e2e/support/reliability/restartable-relay.js";
import { ticketsInSandbox } from "../e2e/support/reliability/sandbox-tickets.js";
import { EngineForm } from "./support/engine-form.js";
import { EnginePage } from "./support/engine-page.js";
import { ENGINES } from "./support/engines.js";
import { expect, test } from "./support/fixtures.js";
import { startSite } from "./support/site.js";

const count = (requests, method) =>
  requests.filter((request) => request.startsWith(`${method} /api/ticket`)).length;

/** Sends the form, and expects an error and unchanged input. */
async function sendAndExpectError(form, error) {
  const before = await form.snapshot();
  await form.click("Send ticket");
  await form.expectText("[role=alert]", error);
  expect(await form.snapshot()).toEqual(before);
}

for (const [title, fault, error, button] of [
  [
    "a firewall's HTML page instead of JSON",
    respondWithHtml(403),
    "security filter blocked",
    "Send ticket",
  ],
  ["a gateway's HTML page", respondWithHtml(502), "no ticket was opened", "Try now"],
  ["HTML with status 200", respondWithHtml(200), "no ticket was opened", "Try now"],
  [
    "429 without Retry-After",
    respondWithError(429, "rate"),
    "Too many tickets were sent",
    "Send ticket",
  ],
]) {
  test(`${title} is explained, and the next try opens one ticket`, async ({
    form,
    site,
    ticket,
    openedTickets,
  }) => {
    await form.open();
    await form.fill(ticket);
    site.injectNext(fault);
    await sendAndExpectError(form, error);
    await form.click(button);
    await form.ticketNumber();
    expect(await openedTickets()).toHaveLength(1);
  });
}

test("after 429 with Retry-After the ticket is sent again at that time, with a countdown", async ({
  form,
  site,
  ticket,
  openedTickets,
}) => {
  await form.open();
  await form.fill(ticket);
  site.injectNext(respondWithError(429, "rate", { "retry-after": "4" }));
  await form.click("Send ticket");
  await form.expectText(".retry .meta", /^Trying again in \d seconds?$/);
  expect(await openedTickets()).toEqual([]);
  await form.ticketNumber();
  expect(await openedTickets()).toHaveLength(1);
});

for (const [state, fault, lookups] of [
  ["lost", dropResponse, 0],
  ["cut off", truncateResponse, 1],
]) {
  test(`if the response is ${state} after the ticket was opened, one ticket is open and its number is shown`, async ({
    form,
    site,
    ticket,
    openedTickets,
  }) => {
    await form.open();
    await form.fill(ticket);
    const before = count(site.requests, "GET");
    site.injectNext(fault);
    await form.click("Send ticket");
    const number = await form.ticketNumber();
    expect(number).not.toBe("");
    expect(await openedTickets()).toHaveLength(1);
    // Firefox itself retries a request that got no response, with the same key.
    expect(count(site.requests, "GET") - before).toBeGreaterThanOrEqual(lookups);
  });
}

test("a connection that is reset during the upload is retried, and one ticket is opened", async ({
  form,
  site,
  ticket,
  openedTickets,
}) => {
  await form.open();
  await form.fill({ ...ticket, Message: "A long message. ".repeat(3_000) });
  // Firefox itself retries a request whose connection was reset.
  site.injectNext(...Array.from({ length: 20 }, () => resetAfter(10_000)));
  await form.click("Send ticket");
  await form.expectText("[role=alert]", "Your ticket was not sent");
  await site.reset();
  await form.ticketNumber();
  expect(await openedTickets()).toHaveLength(1);
});

test("an expired token is renewed by the page, without another action by the client", async ({
  form,
  page,
  site,
  ticket,
  openedTickets,
}) => {
  await form.open("/?as=client");
  await form.control("Related service");
  await page.evaluate(
    (expired, fresh) => {
      window.tokenRequests = 0;
      document.addEventListener("open-ticket-token", ({ target }) => {
        window.tokenRequests += 1;
        target.setToken(fresh);
      });
      document.querySelector("open-ticket").setToken(expired);
    },
    clientToken({ age: 3_600 }),
    clientToken(),
  );
  // The form has the departments of the rules for the renewed token.
  const tokenRequests = () => page.evaluate(() => window.tokenRequests);
  await expect.poll(tokenRequests).toBeGreaterThanOrEqual(1);
  const { Subject, Message } = ticket;
  await form.fill({ Department: "Billing", Subject, Message });
  await form.send();
  expect(await openedTickets()).toHaveLength(1);
  expect(count(site.requests, "POST")).toBeGreaterThanOrEqual(1);
});

for (const [moment, strike] of [
  ["before the ticket is sent", (relay) => relay.kill()],
  ["while it receives the ticket", (relay) => relay.onNextTicket("before", relay.kill)],
  ["after it has opened the ticket", (relay) => relay.onNextTicket("after", relay.kill)],
]) {
  test(`a relay that is killed ${moment} loses nothing, and one ticket is opened`, async ({
    driver,
    engineName,
    ticket,
  }) => {
    const relay = await startRestartableRelay();
    const site = await startSite(relay.url);
    const page = new EnginePage(driver, ENGINES[engineName], site.url);
    const form = new EngineForm(page);
    try {
      await form.open();
      await form.fill(ticket);
      await strike(relay);
      await sendAndExpectError(form, /We cannot tell|was not (sent|opened)/);
      await relay.recover();
      if (await form.hasButton("Stop trying")) await form.click("Stop trying");
      if (await form.hasButton("Send ticket")) await form.click("Send ticket");
      await form.ticketNumber();
      const opened = await ticketsInSandbox(relay.target(), ticket.Subject);
      expect(opened).toEqual([{ message: ticket.Message, files: [] }]);
      expect(site.reports).toEqual([]);
    } finally {
      await page.close();
      await site.stop();
      await relay.stop();
    }
  });
}
