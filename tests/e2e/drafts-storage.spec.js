// Storage that is full, blocked or not allowed: the form shows a notice, and the browser asks before the
// user leaves the page. A ticket can still be sent.
import {
  asksBeforeLeaving,
  draftNotice,
  draftStatus,
  expectNoneStored,
  expectSaved,
  recordDraftEvents,
  storedRecords,
} from "./support/drafts.js";
import { expect, test } from "./support/fixtures.js";
import { openHostPage } from "./support/host-page.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { startSite } from "./support/site.js";
import { TicketFormPage } from "./support/ticket-form-page.js";

const CANNOT_STORE =
  "This browser cannot save a draft. Keep this page open until you have sent the ticket.";

/** Failures of local storage. */
const FAULTS = {
  "is full": () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  },
  "is blocked": () => {
    const get = () => {
      throw new DOMException("blocked", "SecurityError");
    };
    for (const name of ["localStorage", "indexedDB"]) Object.defineProperty(window, name, { get });
  },
  "does not exist": () => {
    for (const name of ["localStorage", "indexedDB", "BroadcastChannel"]) {
      Object.defineProperty(window, name, { value: undefined });
    }
    Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
  },
};

for (const [name, inject] of Object.entries(FAULTS)) {
  test(`if storage ${name}, the form shows a notice, and a ticket can be sent`, async ({
    form,
    page,
  }) => {
    await recordDraftEvents(page);
    await page.addInitScript(inject);
    const before = await form.openAndFill(SAMPLE_TICKET, {
      name: "note.txt",
      bytes: Buffer.from("kept\n"),
    });
    await expect(draftStatus(form)).toContainText(CANNOT_STORE);
    await expect.poll(() => asksBeforeLeaving(page)).toBe(true);
    expect(await form.userInput()).toEqual(before);
    expect(await page.evaluate(() => window.draftStates)).toContain("failed");
    await form.submitButton.click();
    await form.ticketNumber();
    expect(await asksBeforeLeaving(page)).toBe(false);
  });
}

test("storage that fails while the form is open is used again once it works", async ({
  form,
  page,
}) => {
  await form.openAndFill(SAMPLE_TICKET);
  await expectSaved(page, SAMPLE_TICKET.message);
  await page.evaluate(() => {
    window.setItem = Storage.prototype.setItem;
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await form.message.fill("Since Monday.");
  await expect(draftStatus(form)).toContainText(CANNOT_STORE);
  expect(await asksBeforeLeaving(page)).toBe(true);
  await page.evaluate(() => {
    Storage.prototype.setItem = window.setItem;
  });
  await form.message.fill("Since Sunday.");
  await expectSaved(page, "Since Sunday.");
  await expect(draftStatus(form)).toContainText("Draft saved");
  expect(await asksBeforeLeaving(page)).toBe(false);
});

test("if files cannot be stored, the text is stored, and the browser asks for confirmation before the user leaves the page", async ({
  form,
  page,
}) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("no", "DataCloneError");
    };
  });
  await form.openAndFill(SAMPLE_TICKET, { name: "note.txt", bytes: Buffer.from("kept\n") });
  await expect(draftStatus(form)).toContainText("This browser cannot save your files.");
  await expectSaved(page, SAMPLE_TICKET.message);
  expect(await asksBeforeLeaving(page)).toBe(true);
});

test("without the editor chunk, the browser asks for confirmation before the user leaves the page once something is typed", async ({
  form,
  page,
  pageErrors,
}) => {
  pageErrors.allow(/Failed to load resource|open-ticket/);
  await page.route("**/open-ticket-editor-*.wasm", (route) => route.abort());
  await form.open();
  expect(await asksBeforeLeaving(page)).toBe(false);
  await form.subject.fill("Since Tuesday");
  expect(await asksBeforeLeaving(page)).toBe(true);
});

test("draft=off stores nothing, deletes the stored draft, and the browser asks for confirmation before the user leaves the page", async ({
  form,
  page,
}) => {
  await form.openAndFill(SAMPLE_TICKET);
  await expectSaved(page, SAMPLE_TICKET.message);
  await form.host.evaluate((element) => {
    element.draft = "off";
  });
  await expectNoneStored(page);
  await expect.poll(() => asksBeforeLeaving(page)).toBe(true);
  await form.message.fill("Since Monday.");
  await expect(form.host.getByText("Continue on another device")).toHaveCount(0);
  expect(await storedRecords(page)).toEqual([]);
  expect(await page.evaluate(() => localStorage.getItem("open-ticket-drafts"))).toBeNull();
  // A live change in the other direction stores it again.
  await form.host.evaluate((element) => element.removeAttribute("draft"));
  await expectSaved(page, "Since Monday.");
  await expect.poll(() => asksBeforeLeaving(page)).toBe(false);
});

test("an element with draft=off from the start restores nothing", async ({ form, page }) => {
  const body = (draft) => `<open-ticket id="help" ${draft}></open-ticket>`;
  await openHostPage(page, { body: body("") });
  await form.fill(SAMPLE_TICKET);
  await expectSaved(page, SAMPLE_TICKET.message);
  await page.unroute("**/host");
  await openHostPage(page, { body: body('draft="off"') });
  await expect(form.submitButton).toBeVisible();
  await expectNoneStored(page);
  await expect(form.message).toHaveValue("");
  await expect(draftNotice(form)).toBeHidden();
});

test("the operator's rule limits the attribute", async ({ browser }) => {
  const rule = (value) => (config) => config.replace('drafts = "all"', `drafts = "${value}"`);
  const relay = await startSite(undefined, rule("off"));
  const context = await browser.newContext({ baseURL: relay.url });
  const form = new TicketFormPage(await context.newPage());
  await form.openAndFill(SAMPLE_TICKET);
  await form.host.evaluate((element) => {
    element.draft = "all";
  });
  await form.message.fill("Since Monday.");
  await expect.poll(() => asksBeforeLeaving(form.page)).toBe(true);
  expect(await storedRecords(form.page)).toEqual([]);
  await context.close();
  await relay.stop();
});

test("events report the state of the draft, never its content", async ({ form, page }) => {
  await recordDraftEvents(page);
  await form.openAndFill(SAMPLE_TICKET);
  await expectSaved(page, SAMPLE_TICKET.message);
  expect(new Set(await page.evaluate(() => window.draftStates))).toEqual(new Set(["saved"]));
  await page.reload();
  await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
  await form.host.getByRole("button", { name: "Start over" }).click();
  await expect(form.message).toHaveValue("");
  const states = await page.evaluate(() => window.draftStates);
  expect(states.filter((state) => state !== "saved")).toEqual(["restored", "cleared"]);
});
