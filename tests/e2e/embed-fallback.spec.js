// The fallback content, which is shown until the form is mounted, and if the form fails to load or
// panics.
import { createHash } from "node:crypto";
import { GLUE, INTEGRITY, LOADER, readBundleFile, WASM } from "./support/bundle-files.js";
import { expect, test } from "./support/fixtures.js";
import { holdRequests } from "./support/hold-requests.js";
import { formElement, openHostPage, routeBundleFile, STRICT_POLICY } from "./support/host-page.js";

const LOAD_ERROR = /^open-ticket: the form could not be loaded: /;
const FALLBACK_FORM = `<form><label>Plain <textarea></textarea></label></form>`;

const submitButton = (page) => formElement(page).getByRole("button", { name: /^Send/ });
const fallbackLink = (page) => page.getByText("Open a ticket here");
const fallbackField = (page) => page.getByLabel("Plain");
const notice = (page) => formElement(page).getByRole("status");

/** Serves the loader with another integrity hash for a file. */
async function serveLoaderWithWrongHash(page, name) {
  const loader = readBundleFile(LOADER).toString();
  const body = loader.replace(INTEGRITY[name], WRONG_HASH);
  expect(body).not.toBe(loader);
  await page.route("**/open-ticket.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body }),
  );
}

const WRONG_HASH = `sha384-${createHash("sha384").update("another file").digest("base64")}`;

/** Expects the fallback content with a notice, and no form. */
async function expectFallback(page, noticeText) {
  await expect(notice(page)).toContainText(noticeText);
  await expect(fallbackLink(page)).toBeVisible();
  await expect(submitButton(page)).toHaveCount(0);
}

test("the fallback content is shown until the form is mounted", async ({ page }) => {
  const release = await holdRequests(page, `**/${WASM}`);
  await openHostPage(page);
  await expect(fallbackLink(page)).toBeVisible();
  await expect(notice(page)).toBeHidden();
  release();
  await expect(submitButton(page)).toBeVisible();
  await expect(fallbackLink(page)).toBeHidden();
});

test("without fallback content, a loading message is shown", async ({ page }) => {
  await routeBundleFile(page, WASM, () => {});
  await openHostPage(page, { body: "<open-ticket></open-ticket>" });
  await expect(notice(page)).toHaveText("Loading the form…");
});

test("a policy that blocks WebAssembly shows the fallback content", async ({
  page,
  pageErrors,
}) => {
  pageErrors.expect(/wasm-unsafe-eval|wasm-eval|WebAssembly/);
  pageErrors.expect(LOAD_ERROR);
  await openHostPage(page, { policy: STRICT_POLICY.replace(" 'wasm-unsafe-eval'", "") });
  await expectFallback(page, "cannot run in this browser");
});

test("a browser without WebAssembly shows the fallback", async ({ page, pageErrors }) => {
  pageErrors.expect(LOAD_ERROR);
  await page.addInitScript(() => {
    delete window.WebAssembly;
  });
  await openHostPage(page);
  await expectFallback(page, "cannot run in this browser");
});

test("without fallback content, a browser that cannot run the form shows another way", async ({
  page,
  pageErrors,
}) => {
  pageErrors.expect(LOAD_ERROR);
  await page.addInitScript(() => {
    delete window.WebAssembly;
  });
  await openHostPage(page, { body: "<open-ticket></open-ticket>" });
  await expect(notice(page)).toHaveText(
    "The form cannot run in this browser or on this page. Contact support another way.",
  );
});

for (const name of [GLUE, WASM]) {
  test(`a missing ${name} shows the fallback content`, async ({ page, pageErrors }) => {
    pageErrors.expect(/404/);
    // The browser also reports the 404 response as a wrong integrity hash.
    pageErrors.expect(/integrity/i);
    pageErrors.expect(LOAD_ERROR);
    await routeBundleFile(page, name, (route) => route.fulfill({ status: 404, body: "not here" }));
    await openHostPage(page);
    await expectFallback(page, "could not be loaded");
  });

  test(`a modified ${name} is not executed, and the fallback content is shown`, async ({
    page,
    pageErrors,
  }) => {
    pageErrors.expect(/integrity/i);
    pageErrors.expect(LOAD_ERROR);
    await serveLoaderWithWrongHash(page, name);
    await openHostPage(page);
    await expectFallback(page, "could not be loaded");
  });
}

// Without strict-dynamic, the policy must also list the sources of further scripts.
for (const [variant, sources] of [
  ["with strict-dynamic", "'nonce-abc123' 'strict-dynamic'"],
  ["without strict-dynamic", "'nonce-abc123' 'self'"],
]) {
  test(`the form is mounted under a nonce-based policy ${variant}`, async ({ page }) => {
    const policy = STRICT_POLICY.replace("script-src 'self'", `script-src ${sources}`);
    const head = `<script type="module" nonce="abc123" src="/open-ticket.js"></script>`;
    await openHostPage(page, { head, policy });
    await expect(submitButton(page)).toBeVisible();
  });
}

// The page has no script element for the loader, whose nonce it could use for the preload of further files.
test("the form is mounted under a nonce-based policy if a script imports the loader", async ({
  page,
  pageErrors,
}) => {
  pageErrors.expect(/Content Security Policy/);
  pageErrors.expect(/policy violated: script-src-elem/);
  const sources = "script-src 'nonce-abc123'";
  const policy = STRICT_POLICY.replace("script-src 'self'", sources);
  const head = `<script type="module" nonce="abc123">import "/open-ticket.js";</script>`;
  await openHostPage(page, { head, policy });
  await expect(submitButton(page)).toBeVisible();
});

test("after eight seconds a notice is shown, and a late form replaces the fallback", async ({
  page,
}) => {
  await page.clock.install();
  const release = await holdRequests(page, `**/${WASM}`);
  await openHostPage(page);
  await expect(fallbackLink(page)).toBeVisible();
  await page.clock.runFor(4_000);
  await expect(notice(page)).toBeHidden();
  await page.clock.runFor(4_100);
  await expectFallback(page, "taking longer than usual");
  release();
  await page.clock.resume();
  await expect(submitButton(page)).toBeVisible();
  await expect(notice(page)).toBeHidden();
});

test("a late form does not replace a fallback form that the user has started to fill in", async ({
  page,
}) => {
  await page.clock.install();
  const response = page.waitForResponse(`**/${WASM}`);
  const release = await holdRequests(page, `**/${WASM}`);
  await openHostPage(page, { body: `<open-ticket>${FALLBACK_FORM}</open-ticket>` });
  await page.clock.runFor(8_100);
  await fallbackField(page).fill("Already started");
  release();
  await (await response).finished();
  await page.clock.resume();
  await page.waitForTimeout(300);
  await expect(fallbackField(page)).toHaveValue("Already started");
  await expect(fallbackField(page)).toBeVisible();
  await expect(submitButton(page)).toHaveCount(0);
});

test("input that was entered in the fallback form before the script loaded is kept", async ({
  page,
}) => {
  await openHostPage(page, {
    body: `<open-ticket loading="lazy">${FALLBACK_FORM}</open-ticket>`,
    head: "",
  });
  await fallbackField(page).fill("Entered early");
  const response = page.waitForResponse(`**/${WASM}`);
  await page.evaluate(() => import("/open-ticket.js").then(() => {}));
  await (await response).finished();
  await page.waitForTimeout(300);
  await expect(fallbackField(page)).toHaveValue("Entered early");
  await expect(fallbackField(page)).toBeVisible();
});

test("the focus moves from the fallback form to the form's first field", async ({ page }) => {
  const release = await holdRequests(page, `**/${WASM}`);
  const fallbackForm = `<form><label>Plain <input></label></form>`;
  await openHostPage(page, { body: `<open-ticket>${fallbackForm}</open-ticket>` });
  await fallbackField(page).focus();
  release();
  await expect(formElement(page).getByLabel("Your name")).toBeFocused();
});

/** Makes the form panic at its next event, as a defect in the form would. */
async function panic(page) {
  await page.evaluate(() => {
    document.createElement = () => {
      throw new Error("no more elements");
    };
  });
  await submitButton(page).click();
}

test("a panic is reported, and the text can be copied with its labels, without passwords", async ({
  page,
  context,
  pageErrors,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  pageErrors.expect(/open-ticket: the form panicked at/);
  pageErrors.expect(/unreachable/);
  await openHostPage(page);
  const form = formElement(page);
  await form.getByRole("radio", { name: "Technical" }).check();
  await form.getByLabel("Temporary password").fill("hunter2");
  await form.getByLabel("Subject").fill("Not to be lost");
  await form.getByLabel("Message").fill("First line\n\n<b>Second</b> line");
  const failed = page.evaluate(
    () => new Promise((resolve) => document.addEventListener("open-ticket-failed", resolve)),
  );
  await panic(page);
  await failed;
  await expect(notice(page)).toContainText("stopped working");
  await expect(notice(page)).not.toContainText("may have been opened");
  await expect(fallbackLink(page)).toBeVisible();
  await expect(submitButton(page)).toBeHidden();
  const text = form.getByLabel("Your text");
  await expect(text).toHaveValue(/Subject\nNot to be lost\n\n/);
  await expect(text).toHaveValue(/First line\n\n<b>Second<\/b> line/);
  await expect(text).toHaveValue(/Department\nTechnical/);
  await expect(text).not.toHaveValue(/hunter2/);
  await form.getByRole("button", { name: "Copy text" }).click();
  await expect(form.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await text.inputValue());
});
