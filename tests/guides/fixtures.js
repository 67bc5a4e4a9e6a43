// `test` as the files here use it: the site that a guide makes, and a page of it that must not
// complain. `test.use({ guide: "vite" })` says which.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect } from "../e2e/fixtures.js";
import { follow, policyOf } from "./guide.js";
import { startSite } from "./site.js";

export { expect };

export const test = base.extend({
  guide: ["", { option: true }],

  /** Pages that are made when they are asked for, each by a function of the folder. */
  scripts: [{}, { option: true }],

  site: async ({ relay, guide, scripts }, use) => {
    const { folder, remove } = await follow(guide);
    const built = join(folder, "dist");
    const served = existsSync(built) ? built : folder;
    const policy = (page) => policyOf(guide, page);
    const site = await startSite(served, relay.url, policy, scripts);
    await use({ ...site, folder });
    await site.stop();
    remove();
  },

  baseURL: ({ site }, use) => use(site.url),
});
