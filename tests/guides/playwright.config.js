// The guides' own code on the real files, in a real browser. `make test` builds what they need;
// after that `npx playwright test --config tests/guides` runs these alone.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "../e2e/browser.js";

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
  use: { browserName: "chromium", launchOptions, locale: "en-GB", trace: "retain-on-failure" },
});
