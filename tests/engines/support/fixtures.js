// The base `test`: a relay, a display and a session per worker; a site, a page and the form per test. An
// error that a page reports fails its test, unless the test expects it.
import { test as base, expect } from "@playwright/test";
import { withoutTicketLimits } from "../../e2e/support/fixtures.js";
import { startRelay } from "../../e2e/support/relay-process.js";
import { ticketsInSandbox } from "../../e2e/support/reliability/sandbox-tickets.js";
import { SAMPLE_TICKET } from "../../e2e/support/sample-ticket.js";
import { EngineForm } from "./engine-form.js";
import { EnginePage, startSession } from "./engine-page.js";
import { ENGINES } from "./engines.js";
import { startDisplay, startWebDriver } from "./processes.js";
import { startSite } from "./site.js";

export { expect };

export const test = base.extend({
  engineName: ["", { option: true, scope: "worker" }],

  relay: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from it.
    async ({}, use) => {
      const relay = await startRelay(undefined, withoutTicketLimits);
      await use(relay);
      await relay.stop();
    },
    { scope: "worker" },
  ],

  display: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from it.
    async ({}, use) => {
      const display = await startDisplay();
      await use(display);
      await display.stop();
    },
    { scope: "worker" },
  ],

  driver: [
    async ({ engineName, display }, use) => {
      const engine = ENGINES[engineName];
      const server = await startWebDriver(engine, display.name);
      const driver = await startSession(engine, server.url);
      await use(driver);
      await driver.quit();
      await server.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  site: async ({ relay }, use) => {
    const site = await startSite(relay.url);
    await use(site);
    await site.stop();
  },

  // An object, because Playwright reads an array as a value with options.
  expectedErrors: { patterns: [] },

  page: async ({ driver, engineName, site, expectedErrors }, use) => {
    const page = new EnginePage(driver, ENGINES[engineName], site.url);
    await use(page);
    const isExpected = (report) => expectedErrors.patterns.some((pattern) => pattern.test(report));
    const unexpected = () => site.reports.filter((report) => !isExpected(report));
    expect(unexpected(), "while the page is open").toEqual([]);
    await page.close();
    expect(unexpected(), "after leaving the page").toEqual([]);
  },

  form: ({ page }, use) => use(new EngineForm(page)),

  /** Values by label of a guest's ticket, with a unique subject. */
  ticket: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from it.
    async ({}, use, { title }) =>
      use({
        "Your name": SAMPLE_TICKET.name,
        "Your email address": SAMPLE_TICKET.email,
        Department: SAMPLE_TICKET.department,
        Subject: `${title.slice(0, 80)} ${Math.random()}`,
        Message: SAMPLE_TICKET.message,
      }),
    {},
  ],

  /** Returns the tickets that the sandbox has stored with the subject of `ticket`. */
  openedTickets: ({ relay, ticket }, use) => use(() => ticketsInSandbox(relay.url, ticket.Subject)),
});
