// Styles of WHMCS's themes, which the stand-in's pages do not have.
import { bootstrap } from "../../../../../tests/e2e/support/theme-pages.js";

/** In WHMCS 9, Twenty-One defines the custom properties of Nexus, which its controls do not use. */
const NEXUS_PROPERTIES = ":root { --primary: #111827; --rounding-md: 0.5rem }";

const TWENTY_ONE =
  "html { font-size: 14px } body { background: #f1f1f1 }" +
  ".btn-primary { background: #336699; border-color: #336699 }";

const NEXUS =
  "body { background: #f4f5f7 } .form-control, .btn { border-radius: var(--rounding-md) }" +
  ".btn-primary { background: var(--primary); border-color: var(--primary) }";

/** Styles by the name of the theme: its version of Bootstrap, and the values that it changes. */
export const THEME_STYLES = {
  six: bootstrap("bootstrap3"),
  "twenty-one": bootstrap("bootstrap4") + NEXUS_PROPERTIES + TWENTY_ONE,
  nexus: bootstrap("bootstrap4") + NEXUS_PROPERTIES + NEXUS,
};

/** Adds styles to the head of the ticket page, where WHMCS's themes have theirs. */
export const addStyles = (page, styles) =>
  page.route(/\/submitticket\.php/, async (route) => {
    if (route.request().method() !== "GET") return route.fallback();
    const response = await route.fetch();
    const body = (await response.text()).replace(
      "</head>",
      () => `<style>${styles}</style></head>`,
    );
    return route.fulfill({ response, body });
  });
