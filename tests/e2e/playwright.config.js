// End-to-end tests: Chromium with the bundle in dist/, against a relay and its sandbox.
// Run `make test` to build everything, and `npx playwright test --config tests/e2e` to run these alone.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./support/chromium.js";

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
    // Trace snapshots fetch the thumbnails of files, which the page's policy blocks.
    trace: { mode: "retain-on-failure", snapshots: false },
  },
});
