// Tests of the form in Firefox ESR and WebKitGTK, through their WebDriver servers, with the bundle in dist/.
// Run `make test` to build everything, and `npx playwright test --config tests/engines` to run these alone.
// Playwright runs the tests; its browsers are not used.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/engines",
  fullyParallel: false,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  reporter: "list",
  timeout: 180_000,
  expect: { timeout: 15_000 },
  projects: [
    { name: "firefox", use: { engineName: "firefox" } },
    // Tests of features that WebKit's driver lacks are in separate files.
    { name: "webkit", use: { engineName: "webkit" }, testIgnore: "**/*.firefox.spec.js" },
  ],
});
