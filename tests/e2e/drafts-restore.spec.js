// Drafts are restored after a reload, a crash, Back, and the removal of the element.

import { setClockAhead } from "./support/clock.js";
import {
  asksBeforeLeaving,
  crash,
  draftButton,
  draftNotice,
  draftStatus,
  expectNoneStored,
  expectSaved,
  storedRecords,
} from "./support/drafts.js";
import { expect, test } from "./support/fixtures.js";
import { openHostPage } from "./support/host-page.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { tokenOf } from "./support/site.js";
import { fillTechnicalFields, PASSWORD } from "./support/technical-department.js";
import { TicketFormPage } from "./support/ticket-form-page.js";

/** A message in several scripts, with everything that a format could change. */
const MESSAGE = `# "Since\\Tuesday" \\u0000-free\n\n* it's <b>off</b>\n* отчёт 障害 🎫 تقرير\n\n    indented\n${"5,020 characters ".repeat(300)}`;
const TICKET = { ...SAMPLE_TICKET, message: MESSAGE };

async function fillAndSave(form, page, ticket = TICKET) {
  const before = await form.openAndFill(ticket);
  await expectSaved(page, ticket.message);
  return before;
}

async function expectRestored(form, before) {
  await expect(draftNotice(form)).toContainText(/^Draft restored from .*\d\d?:\d\d/);
  expect(await form.userInput()).toEqual(before);
}

test("a reload restores every field and shows a notice", async ({ form, page }) => {
  const before = await fillAndSave(form, page);
  await page.reload();
  await expectRestored(form, before);
  await expect(draftNotice(form).getByRole("status")).toContainText("Draft restored");
  await expect(draftStatus(form)).toContainText("Draft saved");
});

test("text typed right before a reload is restored", async ({ form, page }) => {
  await form.openWithEditor();
  await form.message.pressSequentially("Since Tuesday");
  await page.reload();
  await expect(form.message).toHaveValue("Since Tuesday");
});

test("text is saved while the user types without a pause", async ({ form, page }) => {
  await page.clock.install();
  await form.openWithEditor();
  await form.message.fill("Since");
  await expectSaved(page, "Since");
  await page.clock.pauseAt(Date.now() + 60_000);
  for (let key = 0; key < 12; key += 1) {
    await form.message.press("x");
    await page.clock.runFor(100);
  }
  await expectSaved(page, "Sincexxxxx");
});

test("a crash of the page's process loses nothing", async ({ form, page, context }) => {
  const before = await fillAndSave(form, page);
  await crash(page);
  const next = new TicketFormPage(await context.newPage());
  await next.open();
  await expectRestored(next, before);
});

test("Back restores the draft, and so does a closed tab that is opened again", async ({
  form,
  page,
  context,
}) => {
  const before = await fillAndSave(form, page);
  await page.goto("/icon.svg");
  await page.goBack();
  await expectRestored(form, before);
  await page.close();
  const next = new TicketFormPage(await context.newPage());
  await next.open();
  await expectRestored(next, before);
});

test("an element that is removed and inserted again restores its draft", async ({ form, page }) => {
  const before = await fillAndSave(form, page);
  for (const wait of [0, 20, 500]) {
    await form.host.evaluate(async (element, wait) => {
      const { parentNode } = element;
      element.remove();
      await new Promise((resolve) => setTimeout(resolve, wait));
      parentNode.append(element);
    }, wait);
    await expectRestored(form, before);
  }
  // A new element in its place, as after a page swap.
  await form.host.evaluate((element) => element.replaceWith(element.cloneNode(true)));
  await expectRestored(form, before);
});

test("passwords are not stored, and all other answers are", async ({ form, page }) => {
  await form.open();
  await form.fill({ ...SAMPLE_TICKET, department: "Technical" });
  await fillTechnicalFields(form);
  await expectSaved(page, "web-1.example.com");
  const stored = (await storedRecords(page)).join("\n");
  expect(stored).not.toContain(JSON.stringify(PASSWORD).slice(1, -1));
  expect(stored).not.toContain("p+ss");
  await page.reload();
  await expect(form.customField("Domain or server")).toHaveValue("web-1.example.com");
  await expect(form.customField("You may restart the server")).toBeChecked();
  await expect(form.customField("Temporary password")).toHaveValue("");
});

test("a token is not stored", async ({ form, page }) => {
  await form.open();
  const token = await tokenOf(page);
  await form.host.evaluate((element, token) => element.setToken(token), token);
  await expect(form.relatedService).toBeVisible();
  await form.fill({ subject: SAMPLE_TICKET.subject, message: SAMPLE_TICKET.message });
  await expectSaved(page, SAMPLE_TICKET.message);
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  for (const part of token.split(".")) expect(stored).not.toContain(part);
  expect(stored).not.toContain("ada@example.com");
});

test("Start over clears the form and the storage, and can be undone", async ({ form, page }) => {
  const before = await fillAndSave(form, page);
  await page.reload();
  await draftButton(form, "Start over").click();
  await expect(draftNotice(form)).toContainText("Draft cleared.");
  await expect(form.message).toHaveValue("");
  await expectNoneStored(page);
  await draftButton(form, "Undo").click();
  await expect(form.message).toHaveValue(MESSAGE);
  expect(await form.userInput()).toEqual(before);
  await expectSaved(page, MESSAGE);
});

test("text written after Start over can be brought back after Undo", async ({ form, page }) => {
  await fillAndSave(form, page);
  await page.reload();
  await draftButton(form, "Start over").click();
  await form.message.fill("Another question");
  await draftButton(form, "Undo").click();
  await expect(form.message).toHaveValue(MESSAGE);
  await expect(draftNotice(form)).toContainText("Previous draft restored.");
  await draftButton(form, "Redo").click();
  await expect(form.message).toHaveValue("Another question");
  await expectSaved(page, "Another question");
  await draftButton(form, "Redo").click();
  await expect(form.message).toHaveValue(MESSAGE);
});

test("after Start over, a reload shows an empty form", async ({ form, page }) => {
  await fillAndSave(form, page);
  await page.reload();
  await draftButton(form, "Start over").click();
  await expect(form.message).toHaveValue("");
  await page.reload();
  await expect(form.submitButton).toBeVisible();
  await form.message.hover();
  await expect(form.helpDialog).toBeAttached();
  await expect(form.message).toHaveValue("");
  await expect(draftNotice(form)).toBeHidden();
});

test("reset() deletes the draft", async ({ form, page }) => {
  await fillAndSave(form, page);
  await form.host.evaluate((element) => element.reset());
  await expect(form.message).toHaveValue("");
  await expectNoneStored(page);
  await page.reload();
  await expect(form.submitButton).toBeVisible();
  await expect(form.message).toHaveValue("");
});

test("an opened ticket deletes the draft, and a refused one keeps it", async ({ form, page }) => {
  await fillAndSave(form, page);
  await page.route("**/api/ticket", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({ json: { result: "error", message: "Email Address Invalid" } })
      : route.continue(),
  );
  await form.submitButton.click();
  await expect(form.errorSummary).toBeVisible();
  await expectSaved(page, MESSAGE);
  await page.unroute("**/api/ticket");
  await form.submitButton.click();
  await form.ticketNumber();
  await expectNoneStored(page);
  await page.reload();
  await expect(form.submitButton).toBeVisible();
  await expect(form.message).toHaveValue("");
});

const DAY = 24 * 60 * 60 * 1000;

test("a draft expires after seven days", async ({ form, page }) => {
  await fillAndSave(form, page);
  const start = Date.now();
  await page.clock.setFixedTime(start + 7 * DAY - 60_000);
  await page.reload();
  await expect(form.message).toHaveValue(MESSAGE);
  // Only a change renews the lifetime.
  await page.goto("/icon.svg");
  await page.clock.setFixedTime(start + 7 * DAY + 60_000);
  await form.open();
  await expectNoneStored(page);
  await expect(form.message).toHaveValue("");
  await expect(draftNotice(form)).toBeHidden();
});

test("a draft that is open in the page does not expire", async ({ form, page }) => {
  const before = await fillAndSave(form, page);
  await page.clock.setFixedTime(Date.now() + 8 * DAY);
  await page.reload();
  await expectRestored(form, before);
});

test("a draft that was saved while the clock was days ahead is restored, and expires later", async ({
  form,
  page,
  context,
}) => {
  await setClockAhead(page, 400 * DAY);
  const before = await fillAndSave(form, page);
  const next = new TicketFormPage(await context.newPage());
  await page.close();
  await next.open();
  await expectRestored(next, before);
  const last = new TicketFormPage(await context.newPage());
  await next.page.close();
  await setClockAhead(last.page, 8 * DAY);
  await last.open();
  await expectNoneStored(last.page);
  await expect(last.message).toHaveValue("");
});

/** Mounts the form for a client, from the start. */
async function openAs(form, client) {
  await form.open();
  if (client) {
    const token = await tokenOf(form.page, client);
    await form.host.evaluate((element, token) => {
      const replacement = element.cloneNode();
      replacement.token = token;
      element.replaceWith(replacement);
    }, token);
    await expect(form.relatedService).toBeVisible();
  }
  await form.message.hover();
  await expect(form.helpDialog).toBeAttached();
}

test("each client and a guest have separate drafts", async ({ form, page }) => {
  const messages = [
    [1, "Of client 1"],
    [2, "Of client 2"],
    [undefined, "Of a guest"],
  ];
  for (const [client, message] of messages) {
    await openAs(form, client);
    await expect(form.message).toHaveValue("");
    await form.message.fill(message);
    await expectSaved(page, message);
  }
  for (const [client, message] of messages) {
    await openAs(form, client);
    await expect(form.message).toHaveValue(message);
  }
});

test("signing in keeps what was typed, and the client's own draft", async ({ form, page }) => {
  await openAs(form, 1);
  await form.message.fill("Of client 1");
  await expectSaved(page, "Of client 1");
  await openAs(form, undefined);
  await form.message.fill("Of a guest");
  await expectSaved(page, "Of a guest");
  const token = await tokenOf(page);
  await form.host.evaluate((element, token) => element.setToken(token), token);
  await expect(form.message).toHaveValue(/Of client 1[\s\S]*Of a guest/);
  // The draft is the client's from now on.
  await expect.poll(async () => (await storedRecords(page)).length).toBe(1);
});

test("forms on one page have separate drafts", async ({ page }) => {
  const body = `<open-ticket></open-ticket><open-ticket id="sales"></open-ticket><open-ticket></open-ticket>`;
  const field = (index) =>
    page.locator("open-ticket").nth(index).getByRole("textbox", { name: "Message" });
  await openHostPage(page, { body });
  for (const index of [2, 0, 1]) {
    await field(index).fill(`Of form ${index}`);
    await expectSaved(page, `Of form ${index}`);
  }
  await page.reload();
  for (const index of [0, 1, 2]) await expect(field(index)).toHaveValue(`Of form ${index}`);
});

test("a draft of another version of the form is offered as text until it is deleted", async ({
  form,
  page,
}) => {
  await fillAndSave(form, page);
  await page.evaluate(() => {
    for (const [key, record] of Object.entries(localStorage)) {
      if (!key.startsWith("open-ticket-draft:")) continue;
      localStorage.setItem(key, record.replace('"version":1', '"version":99'));
    }
    // The page must not save the current draft while the user leaves it.
    Storage.prototype.setItem = () => {};
  });
  await page.reload();
  const text = draftNotice(form).getByRole("textbox", { name: "Text of the draft" });
  await expect(text).toHaveValue(/The engine stands still/);
  await expect(text).toHaveValue(/отчёт 障害 🎫/);
  await expect(form.message).toHaveValue("");
  await form.message.fill("Another ticket");
  await expectSaved(page, "Another ticket");
  await draftButton(form, "Copy").click();
  await draftButton(form, "Delete").click();
  await expect(draftNotice(form)).toBeHidden();
  await page.reload();
  await expect(form.message).toHaveValue("Another ticket");
});

test("the browser does not ask for confirmation before the user leaves the page while the draft is stored", async ({
  form,
  page,
}) => {
  await form.open();
  expect(await asksBeforeLeaving(page)).toBe(false);
  await form.message.pressSequentially("Since");
  await expectSaved(page, "Since");
  expect(await asksBeforeLeaving(page)).toBe(false);
});
