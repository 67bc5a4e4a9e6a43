// The base `test`: one relay per worker, a check for page errors, and the form's page object.
import { test as base, expect } from "@playwright/test";
import { PageErrors } from "./page-errors.js";
import { startRelay } from "./relay-process.js";
import { TicketFormPage } from "./ticket-form-page.js";
import { startTicketRecorder } from "./ticket-recorder.js";

export { expect };

export const test = base.extend({
  relay: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from it.
    async ({}, use) => {
      const relay = await startRelay();
      await use(relay);
      await relay.stop();
    },
    { scope: "worker" },
  ],

  baseURL: ({ relay }, use) => use(relay.url),

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
  recorder: async ({ relay }, use) => {
    const recorder = await startTicketRecorder(relay.url);
    await use(recorder);
    await recorder.stop();
  },

  baseURL: async ({ recorder }, use) => {
    const frontRelay = await startRelay(recorder.apiUrl);
    await use(frontRelay.url);
    await frontRelay.stop();
  },
});
