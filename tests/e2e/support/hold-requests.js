// Requests that are held back until the test releases them.

/**
 * Holds matching requests back.
 *
 * @param {import("@playwright/test").Page} page
 * @param {string} url URL pattern.
 * @param {string} [method] HTTP method. Default: any.
 * @returns {Promise<() => void>} a function that releases the requests.
 */
export async function holdRequests(page, url, method) {
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(url, async (route) => {
    if ([undefined, route.request().method()].includes(method)) await released;
    await route.continue();
  });
  return release;
}
