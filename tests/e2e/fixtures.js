// `test` as the files here use it: a relay per worker, a page that must not complain, and the form.
import { test as base, expect } from "@playwright/test";
import { Complaints } from "./complaints.js";
import { startRecorder, startRelay } from "./relay.js";
import { TicketForm } from "./ticket-form.js";

export { expect };

export const test = base.extend({
  relay: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from it.
    async ({}, use) => {
      const relay = await startRelay();
      await use(relay);
      await relay.stop();
    },
    { scope: "worker" },
  ],

  baseURL: ({ relay }, use) => use(relay.url),

  complaints: [
    async ({ context, baseURL }, use) => {
      const complaints = await Complaints.about(context, baseURL);
      await use(complaints);
      // What a page has said is delivered before it answers this.
      for (const page of context.pages()) await page.evaluate(() => {}).catch(() => {});
      expect(complaints.settle()).toEqual({ unexpected: [], absent: [] });
    },
    { auto: true },
  ],

  form: ({ page }, use) => use(new TicketForm(page)),
});

/** The same with a recorder between a second relay, which serves the page, and the sandbox. */
export const recorded = test.extend({
  recorder: async ({ relay }, use) => {
    const recorder = await startRecorder(relay.url);
    await use(recorder);
    await recorder.stop();
  },

  baseURL: async ({ recorder }, use) => {
    const front = await startRelay(`${recorder.url}/sandbox/includes/api.php`);
    await use(front.url);
    await front.stop();
  },
});
