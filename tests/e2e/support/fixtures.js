// The base `test`: one relay and one browser context per worker, a check for page errors, and the form's
// page object.
import { test as base, expect } from "@playwright/test";
import { startFaultyProxy } from "./faults/faulty-proxy.js";
import { PageErrors } from "./page-errors.js";
import { startSite } from "./site.js";
import { TicketFormPage } from "./ticket-form-page.js";
import { startTicketRecorder } from "./ticket-recorder.js";

export { expect };

/** Turns off the limits of tickets per address, which the tests of a worker would reach together. */
export const withoutTicketLimits = (config) =>
  config.replace(/^per_(hour|day) = .*/gm, "per_$1 = 0");

export const test = base.extend({
  relay: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from it.
    async ({}, use) => {
      const relay = await startSite();
      await use(relay);
      await relay.stop();
    },
    { scope: "worker" },
  ],

  // Servers that only some test files use. They are worker fixtures, because Playwright reuses a context only
  // if its base URL is the same. All are defined here, because Playwright starts another worker for tests with
  // another set of worker fixtures.
  faultyProxyOfWorker: [
    async ({ relay }, use) => {
      const proxy = await startFaultyProxy(relay.url);
      await use(proxy);
      await proxy.stop();
    },
    { scope: "worker" },
  ],

  recorderOfWorker: [
    async ({ relay }, use) => {
      const recorder = await startTicketRecorder(relay.url);
      await use(recorder);
      await recorder.stop();
    },
    { scope: "worker" },
  ],

  frontRelay: [
    async ({ recorderOfWorker }, use) => {
      const frontRelay = await startSite(recorderOfWorker.apiUrl, withoutTicketLimits);
      await use(frontRelay);
      await frontRelay.stop();
    },
    { scope: "worker" },
  ],

  baseURL: ({ relay }, use) => use(relay.url),

  // Playwright resets the shared context between tests, except for its permissions.
  context: async ({ context }, use) => {
    await use(context);
    await context.clearPermissions();
  },

  pageErrors: [
    async ({ context, baseURL }, use) => {
      const pageErrors = await PageErrors.observe(context, baseURL);
      await use(pageErrors);
      // Waits for pending console messages: they are delivered before the result of `evaluate`.
      for (const page of context.pages()) await page.evaluate(() => {}).catch(() => {});
      expect(pageErrors.mismatches()).toEqual({ unexpected: [], missing: [] });
    },
    { auto: true },
  ],

  form: ({ page }, use) => use(new TicketFormPage(page)),
});

/** `test` with a second relay, which serves the page, and a recorder between it and the sandbox. */
export const testWithRecorder = test.extend({
  recorder: async ({ recorderOfWorker }, use) => {
    recorderOfWorker.reset();
    await use(recorderOfWorker);
  },

  // Depends on the recorder, so that it is reset for each test, also for tests that do not use it.
  // biome-ignore lint/correctness/noUnusedFunctionParameters: Playwright reads the name.
  baseURL: ({ frontRelay, recorder }, use) => use(frontRelay.url),
});
