// The element in another document: a frame of the same origin, or a window that the page opened.
// A document accepts only its own stylesheets, and its DOM classes differ from those of the script's document.
import { expect, test } from "./support/fixtures.js";
import { openHostPage } from "./support/host-page.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { TicketFormPage } from "./support/ticket-form-page.js";

const FRAME = `<div id="here"><open-ticket></open-ticket></div><iframe src="/frame"></iframe>`;

/** Opens a page with an element and an empty frame. */
async function openWithFrame(page, body = FRAME) {
  await page.context().route("**/frame", (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: `<!doctype html><html lang="en"><title>Frame</title><body></body></html>`,
    }),
  );
  await openHostPage(page, { body, policy: "frame-src 'self'" });
}

/** Returns `true` if the styles of the placeholder, the form and, once it is loaded, the editor are adopted once each. */
const isStyled = (form) =>
  form.submitButton.evaluate((node) => {
    const { display } = node.ownerDocument.defaultView.getComputedStyle(node.form);
    const styles = [...node.getRootNode().adoptedStyleSheets].map(({ cssRules }) =>
      [...cssRules].map(({ cssText }) => cssText).join(),
    );
    const isComplete = styles.length === (node.getRootNode().querySelector("dialog") ? 3 : 2);
    return display === "flex" && isComplete && new Set(styles).size === styles.length;
  });

/** The form's page object in a frame. Keyboard and file chooser belong to the page. */
function formIn(page, frame) {
  const form = new TicketFormPage(frame);
  form.page = page;
  return form;
}

async function expectWorkingForm(form) {
  await expect(form.submitButton).toBeVisible();
  expect(await isStyled(form)).toBe(true);
  await form.fill(SAMPLE_TICKET);
  await form.message.focus();
  await form.page.keyboard.press("Control+A");
  await form.page.keyboard.press("Control+B");
  const plain = SAMPLE_TICKET.message.replaceAll("**", "");
  await expect(form.message).toHaveValue(`**${plain}**`);
  // The browser can undo the command, so it was one of the browser's own editing commands.
  await form.page.keyboard.press("Control+Z");
  await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
  await form.toolbarButton("Bold").focus();
  await form.page.keyboard.press("ArrowRight");
  await expect(form.toolbarButton("Italic")).toBeFocused();
  await form.toolbarButton("Italic").click();
  await expect(form.message).toHaveValue(`*${SAMPLE_TICKET.message}*`);
  await form.submitButton.click();
  await form.ticketNumber();
}

test("a form that is moved into a frame keeps its input and works there", async ({
  page,
  form,
}) => {
  await openWithFrame(page);
  await form.subject.fill("Still here");
  await form.message.hover();
  await expect(form.helpDialog).toBeAttached();
  await page.evaluate(() => {
    const { contentDocument } = document.querySelector("iframe");
    contentDocument.body.append(document.querySelector("open-ticket"));
  });
  const moved = formIn(page, page.frameLocator("iframe"));
  await expect(moved.subject).toHaveValue("Still here");
  await expectWorkingForm(moved);
  await page.evaluate(() => {
    const { contentDocument } = document.querySelector("iframe");
    document.querySelector("#here").append(contentDocument.querySelector("open-ticket"));
  });
  await form.openAnotherButton.click();
  await expectWorkingForm(form);
});

test("reset() works in a frame", async ({ page }) => {
  await openWithFrame(page);
  await expect(page.locator("open-ticket [type=submit]")).toBeVisible();
  await page.evaluate(() => {
    const element = document.querySelector("open-ticket");
    document.querySelector("iframe").contentDocument.body.append(element);
    element.reset();
  });
  await expectWorkingForm(formIn(page, page.frameLocator("iframe")));
});

test("createTicketForm creates a form inside a frame", async ({ page }) => {
  await openWithFrame(page, `<iframe src="/frame"></iframe>`);
  await page.evaluate(async () => {
    const { createTicketForm } = await import("/open-ticket-element.js");
    createTicketForm(document.querySelector("iframe").contentDocument.body);
  });
  await expectWorkingForm(formIn(page, page.frameLocator("iframe")));
});

test("a frame that includes the script itself creates its own elements", async ({ page }) => {
  await openWithFrame(page, `<iframe src="/frame"></iframe>`);
  const frame = page.frame({ url: /frame$/ });
  await frame.evaluate(() => {
    document.body.append(document.createElement("open-ticket"));
    return import("/open-ticket.js");
  });
  await expectWorkingForm(formIn(page, page.frameLocator("iframe")));
});

test("a form in a frame that does not allow forms is submitted with Send and with Enter", async ({
  page,
}) => {
  const sandbox = "allow-scripts allow-same-origin";
  await openWithFrame(page, `<iframe sandbox="${sandbox}" src="/frame"></iframe>`);
  await page.frame({ url: /frame$/ }).evaluate(() => {
    document.body.append(document.createElement("open-ticket"));
    return import("/open-ticket.js");
  });
  const form = formIn(page, page.frameLocator("iframe"));
  await form.subject.press("Enter");
  await expect(form.errorSummary).toBeVisible();
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await form.ticketNumber();
});

test("a form works in a window that the page opened", async ({ page, form, context }) => {
  await openWithFrame(page);
  await expect(form.submitButton).toBeVisible();
  const opened = context.waitForEvent("page");
  await page.evaluate(() => {
    window.popup = window.open("/frame", "_blank", "width=900,height=900");
  });
  const popup = await opened;
  await popup.waitForLoadState();
  await page.evaluate(() =>
    window.popup.document.body.append(document.querySelector("open-ticket")),
  );
  await expectWorkingForm(new TicketFormPage(popup));
});

test("a lazy form loads in a frame when it is visible", async ({ page }) => {
  await openWithFrame(page, `<iframe src="/frame"></iframe>`);
  await page.evaluate(async () => {
    await customElements.whenDefined("open-ticket");
    const element = document.createElement("open-ticket");
    element.loading = "lazy";
    document.querySelector("iframe").contentDocument.body.append(element);
  });
  await expect(page.frameLocator("iframe").locator("open-ticket [type=submit]")).toBeVisible();
});
