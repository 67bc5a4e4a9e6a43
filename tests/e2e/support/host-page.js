// A host page that embeds the form, with custom body, head and policy, on the relay's origin.

/** The strictest policy that the form runs under. */
export const STRICT_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; " +
  "img-src 'self' blob:; style-src 'self'; form-action 'self'; base-uri 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

export const LOADER_SCRIPT = `<script type="module" src="/open-ticket.js"></script>`;

/** Default fallback content of the element. */
export const FALLBACK_LINK = `<a href="/submitticket.php">Open a ticket here</a>`;

const ICON = `<link rel="icon" href="/icon.svg">`;

const ELEMENT = `<open-ticket endpoint="/api/ticket">${FALLBACK_LINK}</open-ticket>`;

/**
 * Opens a host page.
 *
 * @param {import("@playwright/test").Page} page
 * @param {{body?: string, head?: string, policy?: string}} [options]
 */
export async function openHostPage(
  page,
  { body = ELEMENT, head = LOADER_SCRIPT, policy = STRICT_POLICY } = {},
) {
  await page.route("**/host", (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      headers: { "content-security-policy": policy },
      body: `<!doctype html><html lang="en"><head><title>Host</title>${ICON}${head}</head><body>${body}</body></html>`,
    }),
  );
  await page.goto("/host");
}

/** Locates the form element with this index. */
export const formElement = (page, index = 0) => page.locator("open-ticket").nth(index);

/** Handles requests for a file of the bundle. */
export const routeBundleFile = (page, name, handler) => page.route(`**/${name}`, handler);
