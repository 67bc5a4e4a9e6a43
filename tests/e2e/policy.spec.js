// The page's policy, and that this suite would notice if it were broken.
import { expect, test } from "./fixtures.js";
import { ADA } from "./ticket-form.js";

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
  "img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; " +
  "frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

test("the demo is served under the strict policy", async ({ page }) => {
  const headers = (await page.goto("/")).headers();
  expect(headers["content-security-policy"]).toBe(POLICY);
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["referrer-policy"]).toBe("same-origin");
});

test("a hostile message harms neither the preview nor its reader", async ({ form, page }) => {
  await form.open();
  await form.fill({
    ...ADA,
    message: [
      "<img src=x onerror=\"document.title='hit'\"> <script>document.title='hit'</script>",
      "[link](javascript:document.title='hit') ![image](http://203.0.113.1/x.png)",
      "<iframe srcdoc=\"<script>parent.document.title='hit'</script>\"></iframe>",
    ].join("\n\n"),
  });
  await expect(form.preview).toContainText("<script>");
  await expect(form.preview.locator("img, script, iframe, [href^='javascript']")).toHaveCount(0);
  await form.send.click();
  await form.view.click();
  const message = page.getByRole("main").locator(".message");
  await expect(message).toContainText("<script>");
  await expect(message.locator("img, script, iframe, [href^='javascript']")).toHaveCount(0);
  expect(await page.title()).not.toBe("hit");
});

// Positive controls: were one of these not noticed, the silence of all other tests would mean nothing.
for (const [what, provoke, heard] of [
  [
    "an HTML string",
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
    "another origin",
    () => fetch("http://127.0.0.1:9/").catch(() => {}),
    [/policy violated: connect-src/, /127\.0\.0\.1:9/],
  ],
  [
    "an error that nobody catches",
    () =>
      queueMicrotask(() => {
        throw new Error("nobody caught me");
      }),
    [/thrown: Error: nobody caught me/],
  ],
]) {
  test(`this suite notices ${what}`, async ({ form, page, complaints }) => {
    await form.open();
    for (const pattern of heard) complaints.await(pattern);
    await page.evaluate(provoke).catch(() => {});
  });
}
