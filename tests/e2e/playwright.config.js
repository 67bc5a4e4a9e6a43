// End-to-end tests: Chromium with the bundle in dist/, against a relay and its sandbox.
// Run `make test` to build everything, and `npx playwright test --config tests/e2e` to run these alone.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./support/chromium.js";

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/e2e",
  fullyParallel: true,
  forbidOnly: true,
  // A test uses the browser, Node and the relay in turn, so two workers leave a third of two cores unused.
  workers: 3,
  retries: 0,
  reporter: "list",
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: "chromium",
    launchOptions,
    locale: "en-GB",
    // A context for each test costs a new renderer, which compiles the form again: twice the CPU time. Tests
    // that depend on what Playwright does not reset (window.name, the history, an open DevTools session) use
    // support/fresh-context.js, which creates a context for each of them. A failure ends the
    // worker, with its browser.
    reuseContext: true,
    // Trace snapshots fetch the thumbnails of files, which the page's policy blocks. A screenshot of every
    // frame costs a tenth of the CPU time.
    trace: { mode: "retain-on-failure", snapshots: false, screenshots: false },
    screenshot: "only-on-failure",
  },
});
