// A page of somebody else's, which embeds the form: its own body, head and policy, at the relay's
// origin.

/** The policy that the form needs, and nothing more. */
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; " +
  "img-src 'self' blob:; style-src 'self'; form-action 'self'; base-uri 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

export const SCRIPT = `<script type="module" src="/open-ticket.js"></script>`;

/** What a page says where there can be no form. */
export const FALLBACK = `<a href="/submitticket.php">Open a ticket here</a>`;

const ICON = `<link rel="icon" href="/icon.svg">`;

const TAG = `<open-ticket endpoint="/api/ticket">${FALLBACK}</open-ticket>`;

/**
 * Opens the page.
 *
 * @param {import("@playwright/test").Page} page
 * @param {{body?: string, head?: string, policy?: string}} [made]
 */
export async function openHost(page, { body = TAG, head = SCRIPT, policy = STRICT } = {}) {
  await page.route("**/host", (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      headers: { "content-security-policy": policy },
      body: `<!doctype html><html lang="en"><head><title>Host</title>${ICON}${head}</head><body>${body}</body></html>`,
    }),
  );
  await page.goto("/host");
}

/** The first form's own root, as tests ask of it. */
export const formIn = (page, n = 0) => page.locator("open-ticket").nth(n);

/** Answers requests for a file of the bundle in a way of the test's own. */
export const answerFor = (page, name, answer) => page.route(`**/${name}`, answer);
