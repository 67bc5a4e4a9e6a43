// Attacks on the preview, in a real browser. `make test` builds what they need; after that
// `npx playwright test --config tests/xss` runs these alone. The environment says how many:
// VECTORS generated ones (3,000) of SEED (1), and the collections in the folders that
// OPEN_TICKET_CORPORA and OPEN_TICKET_VECTORS name.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "../e2e/browser.js";

// An attack that works must not reach anybody's network, a control that works neither.
const NO_NAMES = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/xss",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  reporter: "list",
  // Each test is thousands of messages; what is too slow is the benchmark's to say.
  timeout: 3_600_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: "chromium",
    launchOptions: { ...launchOptions, args: [...launchOptions.args, NO_NAMES] },
    locale: "en-GB",
    viewport: { width: 1280, height: 900 },
  },
});
