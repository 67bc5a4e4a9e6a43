// The bundle's second half, the editor: when it comes, and what a form is without it.
import { expect, test } from "./fixtures.js";
import { hold } from "./held.js";
import { ADA } from "./ticket-form.js";
import { token } from "./tokens.js";

const EDITOR = "**/open-ticket-editor.wasm";

/** Every request for the second half, as far as there were any. */
function asked(page) {
  const requests = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/open-ticket-editor.wasm")) requests.push(request);
  });
  return requests;
}

/** The requests for the rules, as they come. */
function askedForRules(page) {
  const requests = [];
  page.on("request", (request) => {
    if (request.method() === "GET" && request.url().endsWith("/api/ticket")) requests.push(request);
  });
  return requests;
}

/** Opens the form while its second half is held back; gives what lets it come. */
async function openWithoutEditor(form) {
  const go = await hold(form.page, EDITOR);
  await form.open();
  return go;
}

const preview = (form) => form.preview.locator("strong");

test("a form that nobody writes in never asks for the editor", async ({ form, page }) => {
  const requests = asked(page);
  await form.open();
  await page.waitForLoadState("networkidle");
  expect(requests).toHaveLength(0);
  await form.message.fill(ADA.message);
  await expect(preview(form)).toHaveText("Tuesday");
  expect(requests).toHaveLength(1);
});

test("a ticket can be opened while the editor is on its way", async ({ form }) => {
  const go = await openWithoutEditor(form);
  await form.fill(ADA);
  await expect(preview(form)).toHaveCount(0);
  await form.send.click();
  await expect(form.done).toBeVisible();
  go();
});

test("what is pressed while the editor is on its way is done once it is here", async ({
  form,
  page,
}) => {
  const go = await openWithoutEditor(form);
  await form.message.fill("it stands still");
  await form.message.selectText();
  await page.keyboard.press("Control+B");
  await form.tool("Italic").click();
  await expect(form.message).toHaveValue("it stands still");
  go();
  await expect(form.message).toHaveValue("***it stands still***");
  await expect(preview(form)).toHaveText("it stands still");
});

test("help that is asked for while the editor is on its way is shown once it is here", async ({
  form,
}) => {
  const go = await openWithoutEditor(form);
  await form.tool("Keyboard").click();
  go();
  await expect(form.keys).toBeVisible();
});

test("what is pressed early is forgotten when the person goes on elsewhere", async ({
  form,
  page,
}) => {
  const go = await openWithoutEditor(form);
  await form.message.fill("it stands still");
  await page.keyboard.press("Control+B");
  await form.subject.pressSequentially("Stands ");
  go();
  await expect(preview(form)).toHaveCount(0);
  await expect(form.keys).toBeAttached();
  await page.keyboard.type("still");
  await expect(form.subject).toHaveValue("Stands still");
  await expect(form.message).toHaveValue("it stands still");
});

test("an answer in the wrong form is found by the relay while the second half is on its way", async ({
  form,
  complaints,
}) => {
  complaints.await(/422/);
  const go = await openWithoutEditor(form);
  await form.fill({ ...ADA, department: "Technical" });
  await form.question("Domain or server").fill("no host!");
  await form.send.click();
  await expect(form.summary).toContainText("Letters, digits, dots and hyphens only");
  await expect(form.question("Domain or server")).toHaveValue("no host!");
  go();
});

// The browser says of what did not come that its hash is wrong as well.
for (const [what, heard, answer] of [
  ["does not come", [/ERR_FAILED/], (route) => route.abort()],
  [
    "is missing",
    [/404/, /integrity/i],
    (route) => route.fulfill({ status: 404, body: "not here" }),
  ],
  ["is another file", [/integrity/i], (route) => route.fulfill({ body: "another file" })],
]) {
  test(`an editor that ${what} stops nobody, and may come later`, async ({
    form,
    page,
    complaints,
  }) => {
    for (const complaint of heard) complaints.await(complaint);
    const told = page.waitForEvent("console", (said) =>
      /the editor did not come/.test(said.text()),
    );
    await page.route(EDITOR, answer);
    await form.open();
    await form.fill(ADA);
    await told;
    await expect(preview(form)).toHaveCount(0);
    await expect(form.preview).toContainText("The preview could not be loaded.");
    await page.unroute(EDITOR);
    await expect(async () => {
      await form.message.pressSequentially("!");
      await expect(preview(form)).toHaveText("Tuesday", { timeout: 500 });
    }).toPass();
    await expect(form.preview).not.toContainText("could not be loaded");
    await form.send.click();
    await expect(form.done).toBeVisible();
  });
}

test("an editor that never answers is given up, and asked for again", async ({ form, page }) => {
  await page.clock.install();
  const go = await hold(page, EDITOR);
  const told = page.waitForEvent("console", (said) => /the editor did not come/.test(said.text()));
  const requests = asked(page);
  await form.open();
  await form.message.fill(ADA.message);
  await expect.poll(() => requests.length).toBe(1);
  await page.clock.runFor(121_000);
  await told;
  await page.clock.runFor(3_000);
  go();
  await form.message.pressSequentially(" Help!");
  await expect.poll(() => requests.length).toBe(2);
  await expect(preview(form)).toHaveText("Tuesday");
});

test("the rules are asked for once, while the bundle is on its way", async ({ form, page }) => {
  const requests = askedForRules(page);
  const go = await hold(page, "**/open-ticket-app_bg.wasm");
  await page.goto("/");
  await expect.poll(() => requests.length).toBe(1);
  go();
  await expect(form.send).toBeVisible();
  expect(requests).toHaveLength(1);
});

test("rules that could not be had by then are asked for by the form", async ({
  form,
  page,
  complaints,
}) => {
  complaints.await(/ERR_FAILED/);
  const requests = askedForRules(page);
  await page.route("**/api/ticket", (route) => route.abort(), { times: 1 });
  await form.open();
  expect(requests).toHaveLength(2);
});

for (const [when, wait] of [
  ["right after it was put in", async () => {}],
  ["while the bundle is on its way", (requests) => expect.poll(() => requests.length).toBe(2)],
]) {
  test(`who says ${when} who is signed in has the client's form`, async ({ form, page }) => {
    const go = await hold(page, "**/open-ticket-app_bg.wasm");
    const requests = askedForRules(page);
    await page.goto("/");
    await expect.poll(() => requests.length).toBe(1);
    const put = (token) => {
      const form = document.createElement("open-ticket");
      document.querySelector("open-ticket").replaceWith(form);
      if (token) form.token = token;
    };
    await page.evaluate(put, when.startsWith("right") ? token() : null);
    await wait(requests);
    await page.evaluate((token) => {
      document.querySelector("open-ticket").token = token;
    }, token());
    go();
    await expect(form.host.getByText("Ada Lovelace")).toBeVisible();
  });
}
