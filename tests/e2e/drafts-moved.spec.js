// A draft moves with its form: the user signs in or out, or the page changes the endpoint. One copy is stored at
// any time, because a second one would be restored after the ticket was sent.
import {
  asksBeforeLeaving,
  crash,
  draftNotice,
  expectFilesStored,
  expectNoneStored,
  expectSaved,
  storedFiles,
  storedRecords,
} from "./support/drafts.js";
import { expect, test, testWithRecorder } from "./support/fixtures.js";
import { openHostPage } from "./support/host-page.js";
import { recordSubmissions } from "./support/record-requests.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { tokenOf } from "./support/site.js";
import { TicketFormPage } from "./support/ticket-form-page.js";

const NOTE = { name: "note.txt", bytes: Buffer.from("kept\n") };

/** Path that serves the same endpoint under another address. */
const OTHER_ENDPOINT = "/other/ticket";

const routeOtherEndpoint = (page) =>
  page.route(`**${OTHER_ENDPOINT}**`, (route) =>
    route.continue({ url: route.request().url().replace("/other/", "/api/") }),
  );

/** Fills in the form of a guest. Drafts of the demo page have another key, because it has a relative endpoint. */
async function fillAndSave(form) {
  await openPage(form);
  await form.fill(SAMPLE_TICKET);
  await form.attach(NOTE);
  await expectSaved(form.page, SAMPLE_TICKET.message);
  await expectFilesStored(form.page, ["note.txt 5"]);
}

const setToken = async (form, token) =>
  form.host.evaluate(
    (element, token) => element.setToken(token),
    token && (await tokenOf(form.page)),
  );

/** Opens a page with the form of a guest, or of a client. */
async function openPage(form, attributes = "") {
  // The page of an earlier call has other attributes.
  await form.page.unroute("**/host");
  await openHostPage(form.page, { body: `<open-ticket ${attributes}></open-ticket>` });
  await expect(form.submitButton).toBeVisible();
}

async function openAsClient(form) {
  await form.page.goto("/icon.svg");
  await openPage(form, `token="${await tokenOf(form.page)}"`);
  await expect(form.relatedService).toBeVisible();
}

/** Waits until one draft with one file is stored. */
async function expectOneCopy(page) {
  await expect.poll(async () => (await storedRecords(page)).length).toBe(1);
  await expectFilesStored(page, ["note.txt 5"]);
}

test("a draft that was sent to a changed endpoint is not restored at the first one", async ({
  form,
  page,
}) => {
  await routeOtherEndpoint(page);
  await fillAndSave(form);
  await form.host.evaluate((element, endpoint) => {
    element.endpoint = endpoint;
  }, OTHER_ENDPOINT);
  await expectOneCopy(page);
  await form.submitButton.click();
  await form.ticketNumber();
  await page.reload();
  await expect(form.submitButton).toBeVisible();
  await expectNoneStored(page);
  await expect(form.message).toHaveValue("");
  expect(await storedFiles(page)).toEqual([]);
});

test("two forms that exchange their endpoints keep their own drafts", async ({ page }) => {
  await routeOtherEndpoint(page);
  const body = `<open-ticket></open-ticket><open-ticket endpoint="${OTHER_ENDPOINT}"></open-ticket>`;
  await openHostPage(page, { body });
  const messages = ["Of the first form", "Of the second form"];
  const forms = messages.map(
    (_, i) => new TicketFormPage(page, page.locator("open-ticket").nth(i)),
  );
  for (const [i, form] of forms.entries()) {
    await form.message.fill(messages[i]);
    await expectSaved(page, messages[i]);
  }
  const exchange = () =>
    page.evaluate(() => {
      const [first, second] = document.querySelectorAll("open-ticket");
      [first.endpoint, second.endpoint] = [
        second.endpoint ?? "/api/ticket",
        first.endpoint ?? "/api/ticket",
      ];
    });
  for (let count = 0; count < 2; count += 1) {
    const before = await storedRecords(page);
    await exchange();
    await expect.poll(async () => (await storedRecords(page)).length).toBe(2);
    await expect.poll(() => storedRecords(page)).not.toEqual(before);
    for (const [i, form] of forms.entries()) await expect(form.message).toHaveValue(messages[i]);
  }
});

test("a draft that a client sent as a guest after signing out is not restored for the client", async ({
  form,
  page,
}) => {
  await openAsClient(form);
  await form.fill({ department: "General", subject: "An invoice", message: "Which one?" });
  await expectSaved(page, "Which one?");
  await setToken(form, null);
  await form.fill({ name: "Grace", email: "grace@example.com" });
  await expectSaved(page, "grace@example.com");
  await expect.poll(async () => (await storedRecords(page)).length).toBe(1);
  await form.submitButton.click();
  await form.ticketNumber();
  await openAsClient(form);
  await expectNoneStored(page);
  await expect(form.message).toHaveValue("");
});

test("a guest who signs in on another page continues the draft as a client", async ({
  form,
  page,
}) => {
  await fillAndSave(form);
  await openAsClient(form);
  await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
  await expect(form.removeButton(NOTE.name)).toBeVisible();
  await expect(draftNotice(form)).toContainText(/^Draft restored from/);
  await expectOneCopy(page);
  await page.reload();
  await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
  await expect(form.removeButton(NOTE.name)).toBeVisible();
  // The draft is the client's now.
  await openPage(form);
  await form.message.hover();
  await expect(form.helpDialog).toBeAttached();
  await expect(form.message).toHaveValue("");
});

test("the draft of a guest is not restored in place of a client's own draft", async ({
  form,
  page,
}) => {
  await openAsClient(form);
  await form.message.fill("Of the client");
  await expectSaved(page, "Of the client");
  await openPage(form);
  await form.message.fill("Of a guest");
  await expectSaved(page, "Of a guest");
  await openAsClient(form);
  await expect(form.message).toHaveValue("Of the client");
  await openPage(form);
  await expect(form.message).toHaveValue("Of a guest");
});

testWithRecorder(
  "a guest who signs in while the outcome is unknown loses nothing in a crash, and opens one ticket",
  async ({ form, page, context, recorder, pageErrors }) => {
    pageErrors.allow(/ERR_FAILED/);
    const submissions = recordSubmissions(page);
    await fillAndSave(form);
    // The ticket is opened, and the response is lost.
    await page.route("**/api/ticket", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      await route.fetch();
      return route.abort();
    });
    await context.route("**/api/ticket/*", (route) =>
      route.fulfill({ json: { state: "unknown" } }),
    );
    await form.submitButton.click();
    await expect(form.errorSummary).toContainText("We cannot tell if your ticket was opened");
    await setToken(form, true);
    await expect(form.relatedService).toBeVisible();
    await expectOneCopy(page);
    await expect.poll(() => asksBeforeLeaving(page)).toBe(false);
    const key = submissions[0].headers()["idempotency-key"];
    expect((await storedRecords(page)).join()).toContain(key);
    const next = new TicketFormPage(await context.newPage());
    await crash(page);
    await context.unroute("**/api/ticket/*");
    await openAsClient(next);
    await next.ticketNumber();
    expect(recorder.bodies).toHaveLength(1);
  },
);
