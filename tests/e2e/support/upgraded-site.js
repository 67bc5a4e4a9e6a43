// `test` with a site whose files a test replaces by those of another build, as an upgrade does. The faulty proxy is
// between the site and the relay.
import { startCachingSite } from "./caching-site.js";
import { test as base } from "./faults/fault-fixtures.js";

export const test = base.extend({
  site: async ({ faultyProxy }, use) => {
    const site = await startCachingSite(faultyProxy.url);
    await use(site);
    await site.stop();
  },
  baseURL: ({ site }, use) => use(site.url),
});

/** Copies the files of a build over those of the site, and keeps all others. */
export const install = (site, { files }) => {
  for (const [name, contents] of files) site.files.set(name, contents);
};
