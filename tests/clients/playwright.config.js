// Tests of the sandbox with third-party clients, each in a separate process. No browser is used. Run
// `make test` to install the clients, and `npx playwright test --config tests/clients` to run these
// alone.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/clients",
  fullyParallel: false,
  forbidOnly: true,
  workers: 1,
  retries: 0,
  reporter: "list",
  timeout: 90_000,
});
