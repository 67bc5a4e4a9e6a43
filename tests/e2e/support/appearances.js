// Appearances in which the form is tested, and the measurement of horizontal overflow.

/** Sets the page's writing direction to right to left, once the page is loaded. */
export const setRightToLeft = (page) =>
  page.addInitScript(() => {
    document.addEventListener("DOMContentLoaded", () => {
      document.documentElement.dir = "rtl";
    });
  });

/** Sets the direction of the open page, and of the form as a translation would. */
export const setDirection = (page, direction) =>
  page.evaluate((direction) => {
    document.documentElement.dir = direction;
    const form = document.querySelector("open-ticket")?.shadowRoot?.querySelector(".open-ticket");
    if (form) form.dir = direction;
  }, direction);

/** Functions that prepare a page before it is opened, by the name of the appearance. */
export const APPEARANCES = {
  light: (page) => page.emulateMedia({ colorScheme: "light" }),
  dark: (page) => page.emulateMedia({ colorScheme: "dark" }),
  "right to left": setRightToLeft,
  "on a phone": (page) => page.setViewportSize({ width: 320, height: 640 }),
};

/** Returns the width of the page beyond the viewport, in pixels. */
export const horizontalOverflow = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    return scrollWidth - clientWidth;
  });
