// End-to-end tests of the WHMCS add-on with PHP's web server and the stand-in for WHMCS.
//
// One suite, two endpoints: the first project runs tests of the form that also run with the relay. The
// second has the tests of WHMCS's own page.
import { defineConfig } from "@playwright/test";
import base from "../../../../tests/e2e/playwright.config.js";

process.env.OPEN_TICKET_SITE = new URL("./support/whmcs-site.js", import.meta.url).href;

/** Number of random sequences of the user's actions and of faults: half as many as with the relay. */
process.env.SEQUENCES ??= "10";

/** Specs of the form and its endpoint. */
const SHARED = [
  "attachment-bytes",
  "drafts-submission",
  "files-validation",
  "http-errors",
  "idempotency",
  "line-breaks",
  "network-failures",
  "open-ticket",
  "random-sequences",
  "rate-limit",
  "request-body",
  "typed-values",
  "validation",
  "whmcs-errors",
];

/** Further specs, which depend less on the endpoint. They run with `ADD_ON_SUITE=all`. */
const MORE = [
  "changed-files",
  "drafts-files",
  "drafts-restore",
  "drafts-storage",
  "drafts-tabs",
  "fault-matrix",
  "files-names",
  "upload-progress",
];

const specs = process.env.ADD_ON_SUITE === "all" ? [...SHARED, ...MORE] : SHARED;

export default defineConfig({
  ...base,
  outputDir: "../../../../test-results/whmcs",
  projects: [
    {
      name: "the form with the add-on",
      testDir: "../../../../tests/e2e",
      testMatch: specs.map((name) => `${name}.spec.js`),
    },
    { name: "the add-on", testDir: "." },
  ],
});
