// The page's clock: Playwright's fake one, with timer ids like those of browsers, and shorter waits.

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

/** Sets the page's clock ahead by this time, in milliseconds. The clock runs, and timers are the browser's. */
export const setClockAhead = (page, milliseconds) => page.addInitScript(moveClock, [milliseconds]);

/**
 * Changes the system's clock while a page is open: its clock, and that of all pages that are opened later.
 *
 * @param {import("@playwright/test").Page} page
 * @param {number} milliseconds negative to set the clock back.
 * @param {string} [event] changes the open page's clock right after its next event of this type. Default: now.
 */
export async function changeClock(page, milliseconds, event) {
  await page.context().addInitScript(moveClock, [milliseconds]);
  await page.evaluate(moveClock, [milliseconds, event]);
}

/* Runs in the page. */
function moveClock([milliseconds, event]) {
  const move = () => {
    const { now } = Date;
    Date.now = () => now() + milliseconds;
  };
  if (event) window.addEventListener(event, move, { once: true });
  else move();
}

/** Delays of the form's three lookups of an outcome, in milliseconds. */
export const LOOKUP_DELAYS = [1_000, 2_000, 4_000];

/** Interval, in milliseconds, at which the form checks for a new token for five seconds. */
export const TOKEN_POLL_INTERVAL = [200];

/** Timeout for opening the database of files, in milliseconds. */
export const DATABASE_TIMEOUT = [5_000];

/** Shortens the timers with these delays to a few milliseconds, and no others. */
export const shortenTimers = (page, delays) =>
  page.addInitScript((delays) => {
    const { setTimeout } = window;
    window.setTimeout = (callback, delay, ...rest) =>
      setTimeout(callback, delays.includes(delay) ? 10 : delay, ...rest);
  }, delays);
