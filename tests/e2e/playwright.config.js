// End to end: a real browser, the bundle of dist/, the relay, the sandbox.
// `make test` builds them; after that `npx playwright test --config tests/e2e` runs these alone.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./browser.js";

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  reporter: "list",
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: "chromium",
    launchOptions,
    locale: "en-GB",
    // Its snapshots would fetch the small pictures of files, which the page's policy forbids.
    trace: { mode: "retain-on-failure", snapshots: false },
  },
});
