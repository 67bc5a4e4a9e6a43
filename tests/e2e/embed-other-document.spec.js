// A form in another document of the same origin: a frame, and a window.
import { expect, test } from "./support/fixtures.js";
import { formElement, openHostPage } from "./support/host-page.js";

const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob:";

const submitButton = (root) => root.locator("open-ticket").getByRole("button", { name: /^Send/ });

/** Styles that the form's stylesheet sets. */
const styles = (button) =>
  button.evaluate((element) => {
    const { backgroundColor, borderRadius, display, color } = getComputedStyle(element);
    return { backgroundColor, borderRadius, display, color };
  });

/** Opens a page with a frame, whose document is empty. */
async function openPageWithFrame(page, body) {
  const frame = `<iframe title="Frame" width="900" height="700"></iframe>`;
  await openHostPage(page, { body: body + frame, policy });
  return page.frameLocator("iframe");
}

const ELEMENT = `<open-ticket subject="A question"></open-ticket>`;

test("a form that is moved to a frame keeps its input and its styles", async ({ page }) => {
  const frame = await openPageWithFrame(page, ELEMENT);
  const form = formElement(page);
  await form.getByRole("textbox", { name: "Message" }).fill("**bold**");
  const before = await styles(submitButton(page));
  await page.evaluate(() => {
    const frameDocument = document.querySelector("iframe").contentDocument;
    frameDocument.body.append(document.querySelector("open-ticket"));
  });
  expect(await styles(submitButton(frame))).toEqual(before);
  const message = frame.getByRole("textbox", { name: "Message" });
  await expect(message).toHaveValue("**bold**");
  await message.fill("_slanted_");
  await expect(frame.locator("open-ticket em")).toHaveText("slanted");
});

test("a form in a frame can be reset, and moved back", async ({ page }) => {
  const frame = await openPageWithFrame(page, ELEMENT);
  const before = await styles(submitButton(page));
  const move = (selector) =>
    page.evaluate((selector) => {
      const frameDocument = document.querySelector("iframe").contentDocument;
      const form = (selector ? document : frameDocument).querySelector("open-ticket");
      (selector ? frameDocument : document).body.append(form);
    }, selector);
  await move("iframe");
  for (let i = 0; i < 3; i += 1) {
    await frame.getByLabel("Subject").fill("Changed");
    await frame.locator("open-ticket").evaluate((form) => form.reset());
    await expect(frame.getByLabel("Subject")).toHaveValue("A question");
    expect(await styles(submitButton(frame))).toEqual(before);
  }
  const sheets = (form) => form.shadowRoot.adoptedStyleSheets.length;
  expect(await frame.locator("open-ticket").evaluate(sheets)).toBe(2);
  await move(null);
  await formElement(page).evaluate((form) => form.reset());
  await expect(formElement(page).getByLabel("Subject")).toHaveValue("A question");
  expect(await styles(submitButton(page))).toEqual(before);
});

test("a form that is created for a frame has its styles", async ({ page }) => {
  const frame = await openPageWithFrame(page, ELEMENT);
  const before = await styles(submitButton(page));
  await page.evaluate(() => {
    const frameDocument = document.querySelector("iframe").contentDocument;
    frameDocument.body.append(document.createElement("open-ticket"));
  });
  await expect(submitButton(frame)).toBeVisible();
  expect(await styles(submitButton(frame))).toEqual(before);
});

test("a form that is moved to a frame while it loads is styled", async ({ page }) => {
  const frame = await openPageWithFrame(page, "");
  await page.evaluate(() => {
    const form = document.createElement("open-ticket");
    document.body.append(form);
    document.querySelector("iframe").contentDocument.body.append(form);
  });
  await expect(submitButton(frame)).toBeVisible();
  expect((await styles(submitButton(frame))).borderRadius).not.toBe("0px");
});

test("a form that is adopted by a document without a window works when it returns", async ({
  page,
}) => {
  await openHostPage(page, { body: ELEMENT, policy });
  await formElement(page).getByLabel("Subject").fill("Still here");
  const before = await styles(submitButton(page));
  await page.evaluate(() => {
    const form = document.querySelector("open-ticket");
    document.implementation.createHTMLDocument().body.append(form);
    document.body.append(form);
  });
  await expect(formElement(page).getByLabel("Subject")).toHaveValue("Still here");
  expect(await styles(submitButton(page))).toEqual(before);
});
