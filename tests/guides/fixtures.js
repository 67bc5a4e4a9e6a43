// `test` with a site that is built by following a guide.
// `test.use({ guide: "vite" })` selects the guide.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect } from "../e2e/support/fixtures.js";
import { followGuide, policyOf } from "./follow-guide.js";
import { startSite } from "./guide-site.js";

export { expect };

export const test = base.extend({
  guide: ["", { option: true }],

  /** Dynamic pages by path: the file extension, and a function that generates the page. */
  scripts: [{}, { option: true }],

  /** Function that prepares the folder before the guide's commands run. */
  prepare: [{ prepareFolder: () => {} }, { option: true }],

  site: async ({ relay, guide, prepare, scripts }, use) => {
    const { folder, remove } = await followGuide(guide, prepare.prepareFolder);
    const dist = join(folder, "dist");
    const siteRoot = existsSync(dist) ? dist : folder;
    const policy = (page) => policyOf(guide, page);
    const site = await startSite(siteRoot, relay.url, policy, scripts);
    await use({ ...site, folder });
    await site.stop();
    remove();
  },

  baseURL: ({ site }, use) => use(site.url),
});
