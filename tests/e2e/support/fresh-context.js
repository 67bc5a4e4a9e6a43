// A separate browser context, for tests that depend on more than Playwright resets between
// tests: the renderer's memory, the network's state, granted permissions.

/** The fixtures, for `test.extend`. Without them, the tests of a worker share one context. */
export const FRESH_CONTEXT = {
  context: async ({ browser, contextOptions, locale, baseURL }, use) => {
    const context = await browser.newContext({ ...contextOptions, locale, baseURL });
    await use(context);
    await context.close();
  },

  page: async ({ context }, use) => use(await context.newPage()),
};
