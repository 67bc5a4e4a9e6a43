// Attacks on the preview in Chromium. Run `make test` to build everything, and
// `npx playwright test --config tests/xss` to run these alone. Environment variables select the
// attacks: VECTORS is the number of generated ones (default: 3,000), SEED their seed (default: 1), and
// OPEN_TICKET_CORPORA and OPEN_TICKET_VECTORS are folders with collections.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "../e2e/support/chromium.js";

// No host resolves: neither a successful attack nor the control may reach a network.
const BLOCK_DNS = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/xss",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  reporter: "list",
  // In milliseconds. Each test renders thousands of messages; the benchmark measures the time.
  timeout: 3_600_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: "chromium",
    launchOptions: { ...launchOptions, args: [...launchOptions.args, BLOCK_DNS] },
    locale: "en-GB",
    viewport: { width: 1280, height: 900 },
  },
});
