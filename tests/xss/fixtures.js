// `test` as the files here use it: a relay per worker, the page under attack, the attacks.
import { test as base, expect } from "@playwright/test";
import { startRelay } from "../e2e/relay.js";
import { vectors } from "./collections.js";
import { startWithoutPolicy } from "./open-page.js";
import { Target } from "./target.js";

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

  open: [
    async ({ relay }, use) => {
      const open = await startWithoutPolicy(relay.url);
      await use(open);
      await open.stop();
    },
    { scope: "worker" },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from it.
  attacks: [async ({}, use) => use(vectors()), { scope: "worker" }],

  target: ({ page }, use) => use(new Target(page)),
});
