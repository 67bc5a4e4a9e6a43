// Playwright's fake clock, with timer ids like those of browsers.

/**
 * Installs Playwright's clock. Its timer ids exceed 32 bits, unlike those of browsers, so they are
 * mapped to small ones.
 */
export async function installClock(page) {
  await page.clock.install();
  await page.addInitScript(() => {
    const { setTimeout, clearTimeout } = window;
    const ids = [];
    window.setTimeout = (...args) => ids.push(setTimeout(...args));
    window.clearTimeout = (id) => clearTimeout(ids[id - 1]);
  });
}
