// The demo page's content security policy, and positive controls for the detection of page errors.
import { expect, test } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
  "img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; " +
  "frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

test("the demo page is served with the strict policy", async ({ page }) => {
  const headers = (await page.goto("/")).headers();
  expect(headers["content-security-policy"]).toBe(POLICY);
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["referrer-policy"]).toBe("same-origin");
});

test("a hostile message has no effect in the preview or on the ticket page", async ({
  form,
  page,
}) => {
  await form.open();
  await form.fill({
    ...SAMPLE_TICKET,
    message: [
      "<img src=x onerror=\"document.title='hit'\"> <script>document.title='hit'</script>",
      "[link](javascript:document.title='hit') ![image](http://203.0.113.1/x.png)",
      "<iframe srcdoc=\"<script>parent.document.title='hit'</script>\"></iframe>",
    ].join("\n\n"),
  });
  await expect(form.preview).toContainText("<script>");
  await expect(form.preview.locator("img, script, iframe, [href^='javascript']")).toHaveCount(0);
  await form.submitButton.click();
  await form.viewTicketLink.click();
  const message = page.getByRole("main").locator(".message");
  await expect(message).toContainText("<script>");
  await expect(message.locator("img, script, iframe, [href^='javascript']")).toHaveCount(0);
  expect(await page.title()).not.toBe("hit");
});

// Positive controls: if one of these errors were not detected, the absence of errors in the other tests
// would prove nothing.
for (const [error, provoke, patterns] of [
  [
    "an HTML string assignment",
    () => {
      document.body.innerHTML = "<p>x</p>";
    },
    [/policy violated: require-trusted-types-for/, /TrustedHTML/],
  ],
  [
    "an inline style",
    () =>
      document.body.append(Object.assign(document.createElement("style"), { textContent: "*{}" })),
    [/policy violated: style-src/, /inline style/],
  ],
  [
    "a request to another origin",
    () => fetch("http://127.0.0.1:9/").catch(() => {}),
    [/policy violated: connect-src/, /127\.0\.0\.1:9/],
  ],
  [
    "an uncaught error",
    () =>
      queueMicrotask(() => {
        throw new Error("not caught");
      }),
    [/uncaught: Error: not caught/],
  ],
]) {
  test(`the test suite detects ${error}`, async ({ form, page, pageErrors }) => {
    await form.open();
    for (const pattern of patterns) pageErrors.expect(pattern);
    await page.evaluate(provoke).catch(() => {});
  });
}
