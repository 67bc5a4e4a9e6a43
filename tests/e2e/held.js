// Requests that wait until a test lets them through.

/**
 * Holds requests back.
 *
 * @param {import("@playwright/test").Page} page
 * @param {string} url a pattern of their URLs.
 * @param {string} [method] of which method; of any if it is left out.
 * @returns {Promise<() => void>} lets them through.
 */
export async function hold(page, url, method) {
  let goOn;
  const released = new Promise((resolve) => {
    goOn = resolve;
  });
  await page.route(url, async (route) => {
    if ([undefined, route.request().method()].includes(method)) await released;
    await route.continue();
  });
  return goOn;
}
