// The fixtures of these tests: a relay per worker, the attacked page and the attacks.
import { test as base, expect } from "@playwright/test";
import { startRelay } from "../e2e/support/relay-process.js";
import { attacksBySource } from "./attack-sources.js";
import { AttackedPage } from "./attacked-page.js";
import { startProxyWithoutCsp } from "./proxy-without-csp.js";

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

  proxyWithoutCsp: [
    async ({ relay }, use) => {
      const proxy = await startProxyWithoutCsp(relay.url);
      await use(proxy);
      await proxy.stop();
    },
    { scope: "worker" },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from it.
  attacks: [async ({}, use) => use(attacksBySource()), { scope: "worker" }],

  attackedPage: ({ page }, use) => use(new AttackedPage(page)),
});
