// `test` with a site that is built by following a guide.
// `test.use({ guide: "vite" })` selects the guide.

import { startSite } from "../../examples/serve.mjs";
import { test as base, expect } from "../e2e/support/fixtures.js";
import { followGuide } from "./follow-guide.js";

export { expect };

export const test = base.extend({
  guide: ["", { option: true }],

  /** Generated pages by path: the file extension, and a function that returns the contents. */
  generated: [{}, { option: true }],

  /** Function that prepares the folder before the guide's commands run. */
  prepare: [{ prepareFolder: () => {} }, { option: true }],

  site: async ({ relay, guide, prepare, generated }, use) => {
    const { folder, remove } = await followGuide(guide, prepare.prepareFolder);
    const site = await startSite({ folder, relay: relay.url, generated });
    await use({ ...site, folder });
    await site.stop();
    remove();
  },

  baseURL: ({ site }, use) => use(site.url),
});
