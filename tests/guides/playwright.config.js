// Tests of the guides and the npm package: Chromium with the code of the guides and the files in dist/.
// Run `make test` to build dist/, and `npx playwright test --config tests/guides` to run these alone.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "../e2e/support/chromium.js";

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/guides",
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
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
  },
});
