// Styles of WHMCS's themes, which the stand-in's pages do not have.
import { bootstrap, NEXUS } from "../../../../../tests/e2e/support/theme-pages.js";

const TWENTY_ONE =
  ":root { --primary: #336699 } .btn-primary { background: #336699; border-color: #336699 }";

/** Styles by the name of the theme: its version of Bootstrap, and the values that it changes. */
export const THEME_STYLES = {
  six: bootstrap("bootstrap3"),
  "twenty-one": bootstrap("bootstrap4") + TWENTY_ONE,
  nexus: bootstrap("bootstrap4") + NEXUS,
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
