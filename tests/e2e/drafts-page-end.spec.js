// A page that ends before the editor chunk, which stores drafts, is loaded: the next form of the tab gets the input.
import { EDITOR } from "./support/bundle-files.js";
import { draftNotice, expectNoneStored, expectSaved } from "./support/drafts.js";
import { expect, test } from "./support/fixtures.js";
import { holdRequests } from "./support/hold-requests.js";
import { openHostPage } from "./support/host-page.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { startSite, tokenOf } from "./support/site.js";
import { fillTechnicalFields, PASSWORD } from "./support/technical-department.js";
import { TicketFormPage } from "./support/ticket-form-page.js";

/** Opens the form with the editor chunk held back, and fills it in. Returns a function that releases the chunk. */
async function fillWithoutEditor(form, ticket = SAMPLE_TICKET) {
  const release = await holdRequests(form.page, `**/${EDITOR}`);
  await form.open();
  await form.fill(ticket);
  return release;
}

async function reload(form) {
  await form.page.reload();
  await expect(form.submitButton).toBeVisible();
}

/** Returns the values in the tab's session storage. */
const sessionValues = (page) => page.evaluate(() => Object.values(sessionStorage));

/** Makes the page believe that the user looks at another tab, or at it again. */
const setHidden = (page, isHidden) =>
  page.evaluate((isHidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: isHidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, isHidden);

test("all fields but passwords survive a reload, even while the editor chunk is still loading", async ({
  form,
  page,
}) => {
  const release = await fillWithoutEditor(form, { ...SAMPLE_TICKET, department: "Technical" });
  await fillTechnicalFields(form);
  await form.priorityOption("High").check();
  const { values } = await form.userInput();
  await reload(form);
  await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
  const withoutPassword = values.map(([id, value, isChecked]) => [
    id,
    value === PASSWORD ? "" : value,
    isChecked,
  ]);
  await expect.poll(async () => (await form.userInput()).values).toEqual(withoutPassword);
  expect(await sessionValues(page)).toEqual([]);
  release();
  await expectSaved(page, SAMPLE_TICKET.message);
  await expectSaved(page, "web-1.example.com");
  expect((await form.userInput()).values).toEqual(withoutPassword);
});

test("input survives any number of reloads", async ({ form, page }) => {
  const release = await fillWithoutEditor(form);
  for (let times = 0; times < 3; times += 1) {
    await reload(form);
    await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
    await form.subject.fill(`Reload ${times}`);
  }
  await reload(form);
  await expect(form.subject).toHaveValue("Reload 2");
  release();
  await expectSaved(page, "Reload 2");
});

test("input that was typed before the stored draft was restored is joined with it", async ({
  form,
  page,
}) => {
  await form.openAndFill(SAMPLE_TICKET);
  await expectSaved(page, SAMPLE_TICKET.message);
  const release = await holdRequests(page, `**/${EDITOR}`);
  await reload(form);
  await form.message.fill("It is urgent.");
  await reload(form);
  await expect(form.message).toHaveValue("It is urgent.");
  release();
  await expect(form.message).toHaveValue(`${SAMPLE_TICKET.message}\n\nIt is urgent.`);
  await expect(form.subject).toHaveValue(SAMPLE_TICKET.subject);
});

test("the input of a removed form survives the end of the page", async ({ form }) => {
  await fillWithoutEditor(form);
  await form.host.evaluate((element) => element.remove());
  await reload(form);
  await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
});

test("input is kept only while the page is hidden and the editor chunk is not loaded", async ({
  form,
  page,
}) => {
  const release = await fillWithoutEditor(form);
  expect(await sessionValues(page)).toEqual([]);
  for (let times = 0; times < 2; times += 1) {
    await setHidden(page, true);
    expect((await sessionValues(page)).join()).toContain("it does not turn");
    await setHidden(page, false);
    expect(await sessionValues(page)).toEqual([]);
  }
  release();
  await expectSaved(page, SAMPLE_TICKET.message);
  await setHidden(page, true);
  expect(await sessionValues(page)).toEqual([]);
});

test("the input of a ticket that was sent is not entered again", async ({ form, page }) => {
  await fillWithoutEditor(form);
  await page.route("**/api/ticket", (route) =>
    route.request().method() === "POST" ? undefined : route.continue(),
  );
  const request = page.waitForRequest((request) => request.method() === "POST");
  await form.submitButton.click();
  await request;
  await reload(form);
  expect(await sessionValues(page)).toEqual([]);
  await expect(form.message).toHaveValue("");
});

test("only a form of the same client gets the input", async ({ form, page }) => {
  await fillWithoutEditor(form);
  await page.goto("/?as=client");
  await expect(form.relatedService).toBeVisible();
  await expect(form.message).toHaveValue("");
  await form.open();
  await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
});

test("each form of a page gets its own input", async ({ page }) => {
  await holdRequests(page, `**/${EDITOR}`);
  const body = `<open-ticket></open-ticket><open-ticket id="sales"></open-ticket><open-ticket></open-ticket>`;
  const field = (index) =>
    page.locator("open-ticket").nth(index).getByRole("textbox", { name: "Message" });
  await openHostPage(page, { body });
  for (const index of [2, 0, 1]) await field(index).fill(`Of form ${index}`);
  await page.reload();
  for (const index of [0, 1, 2]) await expect(field(index)).toHaveValue(`Of form ${index}`);
});

test("with draft=off, no input is kept, and none is entered", async ({ form, page }) => {
  await holdRequests(page, `**/${EDITOR}`);
  await openHostPage(page, { body: `<open-ticket draft="off"></open-ticket>` });
  await form.fill(SAMPLE_TICKET);
  await setHidden(page, true);
  expect(await sessionValues(page)).toEqual([]);
  await form.host.evaluate((element) => element.removeAttribute("draft"));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await setHidden(page, true);
  expect((await sessionValues(page)).join()).toContain("it does not turn");
  await reload(form);
  expect(await sessionValues(page)).toEqual([]);
  await expect(form.message).toHaveValue("");
});

test("with drafts=off in the relay's configuration, no input is kept", async ({ browser }) => {
  const relay = await startSite(undefined, (config) =>
    config.replace('drafts = "all"', 'drafts = "off"'),
  );
  const context = await browser.newContext({ baseURL: relay.url });
  const form = new TicketFormPage(await context.newPage());
  await fillWithoutEditor(form);
  await setHidden(form.page, true);
  expect(await sessionValues(form.page)).toEqual([]);
  await context.close();
  await relay.stop();
});

test("a token is not kept", async ({ form, page }) => {
  await holdRequests(page, `**/${EDITOR}`);
  await form.open();
  const token = await tokenOf(page);
  await form.host.evaluate((element, token) => element.setToken(token), token);
  await expect(form.relatedService).toBeVisible();
  await form.message.fill(SAMPLE_TICKET.message);
  await setHidden(page, true);
  const stored = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  expect(stored).toContain("it does not turn");
  for (const part of token.split(".")) expect(stored).not.toContain(part);
});

test("if session storage is blocked, the form works without an error", async ({ form, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "sessionStorage", {
      get() {
        throw new DOMException("blocked", "SecurityError");
      },
    });
  });
  const release = await fillWithoutEditor(form);
  await setHidden(page, true);
  await setHidden(page, false);
  release();
  await expectSaved(page, SAMPLE_TICKET.message);
  await form.submitButton.click();
  await form.ticketNumber();
  await expectNoneStored(page);
  await expect(draftNotice(form)).toBeHidden();
});
