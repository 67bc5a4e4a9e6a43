// End-to-end tests of the WHMCS add-on with PHP's web server and the stand-in for WHMCS.
//
// One suite, two endpoints: the first project runs tests of the form that also run with the relay. The
// second has the tests of WHMCS's own page.
import { defineConfig } from "@playwright/test";
import base from "../../../../tests/e2e/playwright.config.js";

process.env.OPEN_TICKET_SITE = new URL("./support/whmcs-site.js", import.meta.url).href;

/** Specs that do not depend on the relay's own configuration or tokens. */
const SHARED = ["files-validation", "idempotency", "open-ticket", "validation", "whmcs-errors"];

/**
 * Tests of an outcome that stays unknown. The add-on runs in WHMCS's own process, so it looks the ticket up
 * as soon as the call has ended.
 */
const UNKNOWN_OUTCOME = /after a lost response from WHMCS|changed after an uncertain result/;

export default defineConfig({
  ...base,
  outputDir: "../../../../test-results/whmcs",
  projects: [
    {
      name: "the form with the add-on",
      testDir: "../../../../tests/e2e",
      testMatch: SHARED.map((name) => `${name}.spec.js`),
      grepInvert: UNKNOWN_OUTCOME,
    },
    { name: "the add-on", testDir: "." },
  ],
});
