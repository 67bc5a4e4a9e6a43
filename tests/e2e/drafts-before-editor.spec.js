// Drafts while the editor chunk, which stores them, is not loaded: a form that is removed, and a stored draft.
import { EDITOR } from "./support/bundle-files.js";
import {
  asksBeforeLeaving,
  draftNotice,
  expectFilesStored,
  expectNoneStored,
  expectSaved,
  storedRecords,
} from "./support/drafts.js";
import { dropFiles } from "./support/drag-and-drop.js";
import { expect, testWithRecorder as test } from "./support/fixtures.js";
import { holdRequests } from "./support/hold-requests.js";
import { formElement, openHostPage } from "./support/host-page.js";
import { recordSubmissions } from "./support/record-requests.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { TemporaryFiles } from "./support/temporary-files.js";
import { TicketFormPage } from "./support/ticket-form-page.js";

const FILE = { name: "note.txt", bytes: Buffer.from("kept\n") };

/** Holds the editor chunk back. Returns a function that releases it. */
const holdEditor = (page) => holdRequests(page, `**/${EDITOR}`);

/** Blocks the editor chunk. The promise `hasFailed` resolves once the form has requested it in vain. */
async function blockEditor(page) {
  await page.route(`**/${EDITOR}`, (route) => route.abort());
  const isFailure = (message) => /failed to load/.test(message.text());
  return { hasFailed: page.waitForEvent("console", isFailure) };
}

/** Opens the form with the editor chunk held back, and fills it in. Returns a function that releases the chunk. */
async function fillWithoutEditor(form, ticket = SAMPLE_TICKET) {
  const release = await holdEditor(form.page);
  await form.open();
  await form.fill(ticket);
  return release;
}

/** Removes the form. Returns a function that inserts it again. */
async function removeForm(page) {
  await page.evaluate(async () => {
    window.removed = document.querySelector("open-ticket");
    window.formerParent = window.removed.parentNode;
    window.removed.remove();
    // The element handles its removal in a microtask.
    await new Promise((resolve) => setTimeout(resolve));
  });
  return () => page.evaluate(() => window.formerParent.append(window.removed));
}

test("a form that is removed and put back before the editor chunk is loaded keeps text and files", async ({
  form,
  page,
}) => {
  const release = await holdEditor(page);
  const before = await form.openAndFill(SAMPLE_TICKET, FILE);
  for (let times = 0; times < 2; times += 1) {
    const insert = await removeForm(page);
    await insert();
    expect(await form.userInput()).toEqual(before);
  }
  release();
  await expectSaved(page, SAMPLE_TICKET.message);
  await expectFilesStored(page, [`${FILE.name} ${FILE.bytes.length}`]);
  await form.submitButton.click();
  await form.ticketNumber();
});

test("text and files of a form that was removed before the editor chunk is loaded are stored once it is", async ({
  form,
  page,
}) => {
  const release = await holdEditor(page);
  const { values } = await form.openAndFill(SAMPLE_TICKET, FILE);
  const insert = await removeForm(page);
  release();
  await expectSaved(page, SAMPLE_TICKET.message);
  await expectFilesStored(page, [`${FILE.name} ${FILE.bytes.length}`]);
  await insert();
  await expect(draftNotice(form)).toContainText("Draft restored");
  expect((await form.userInput()).values).toEqual(values);
  await expect(form.removeButton(FILE.name)).toBeVisible();
});

test("each of two forms without an id that are removed before the editor chunk is loaded keeps text and files", async ({
  page,
}) => {
  const release = await holdEditor(page);
  await openHostPage(page, { body: "<open-ticket></open-ticket>".repeat(2) });
  const forms = [0, 1].map((index) => new TicketFormPage(page, formElement(page, index)));
  const file = (index) => ({ name: `of form ${index}.txt`, bytes: Buffer.from("kept\n") });
  for (const [index, form] of forms.entries()) {
    await form.message.fill(`Of form ${index}`);
    await form.attach(file(index));
  }
  await page.evaluate(async () => {
    window.removed = [...document.querySelectorAll("open-ticket")];
    for (const element of window.removed) element.remove();
    await new Promise((resolve) => setTimeout(resolve));
  });
  release();
  for (const index of [0, 1]) await expectSaved(page, `Of form ${index}`);
  await page.evaluate(() => document.body.append(...window.removed));
  for (const [index, form] of forms.entries()) {
    await expect(form.message).toHaveValue(`Of form ${index}`);
    await expect(form.removeButton(file(index).name)).toBeVisible();
  }
});

test("a stored draft is restored without another action if the editor chunk can be loaded only later", async ({
  form,
  page,
  pageErrors,
}) => {
  pageErrors.expect(/ERR_FAILED/);
  await form.openAndFill(SAMPLE_TICKET);
  await expectSaved(page, SAMPLE_TICKET.message);
  const { hasFailed } = await blockEditor(page);
  await page.reload();
  await hasFailed;
  await page.unroute(`**/${EDITOR}`);
  await expect(form.subject).toHaveValue(SAMPLE_TICKET.subject);
});

test("a user learns that a stored draft cannot be loaded, and loads it later with Try again", async ({
  form,
  page,
  pageErrors,
}) => {
  pageErrors.expect(/ERR_FAILED/);
  await form.openAndFill(SAMPLE_TICKET);
  await expectSaved(page, SAMPLE_TICKET.message);
  await page.route(`**/${EDITOR}`, (route) => route.abort());
  // Without the automatic retries.
  await page.clock.install();
  await page.reload();
  await page.clock.pauseAt(Date.now() + 60_000);
  const notice = form.host.getByRole("alert").filter({ hasText: "A draft is saved" });
  await expect(notice).toHaveText("A draft is saved in this browser, but we could not load it.");
  const records = await storedRecords(page);
  await form.message.fill("It is urgent.");
  await page.reload();
  await expect(notice).toBeVisible();
  expect(await storedRecords(page)).toEqual(records);
  await form.message.fill("It is urgent.");
  const tryAgain = form.host.getByRole("button", { name: "Try again" });
  await tryAgain.press("Enter");
  await expect(form.host.locator("[aria-live=polite]")).toContainText("we could not load it");
  await page.unroute(`**/${EDITOR}`);
  await tryAgain.press("Enter");
  await expect(form.subject).toHaveValue(SAMPLE_TICKET.subject);
  await expect(form.message).toHaveValue(`${SAMPLE_TICKET.message}\n\nIt is urgent.`);
  await expect(notice).toHaveCount(0);
  await expect(draftNotice(form)).toContainText("Draft restored");
  // The button that had the focus is gone.
  await expect(form.host.locator(":focus")).toHaveCount(1);
});

test("a form without a stored draft shows no notice if the editor chunk cannot be loaded", async ({
  form,
  page,
  pageErrors,
}) => {
  pageErrors.expect(/ERR_FAILED/);
  const { hasFailed } = await blockEditor(page);
  await form.open();
  await form.message.fill(SAMPLE_TICKET.message);
  await hasFailed;
  await expect(form.host.getByText("Preview is not available")).toBeAttached();
  await expect(form.host.getByText("A draft is saved")).toHaveCount(0);
});

test("a form without drafts shows no notice about the draft of another form", async ({
  form,
  page,
  pageErrors,
}) => {
  pageErrors.expect(/ERR_FAILED/);
  await form.openAndFill(SAMPLE_TICKET);
  await expectSaved(page, SAMPLE_TICKET.message);
  const { hasFailed } = await blockEditor(page);
  await openHostPage(page, { body: '<open-ticket draft="off"></open-ticket>' });
  await form.message.fill("It is urgent.");
  await hasFailed;
  await expect(form.host.getByText("Preview is not available")).toBeAttached();
  await expect(form.host.getByText("A draft is saved")).toHaveCount(0);
});

test("of many removed forms, the last ten stay in memory until the editor chunk is loaded", async ({
  page,
}) => {
  const release = await holdEditor(page);
  await openHostPage(page);
  const form = new TicketFormPage(page, formElement(page));
  await form.message.waitFor();
  // The first form is put back after the second one was removed, and removed last.
  const count = 12;
  const mounted = await page.evaluate(async (count) => {
    const settled = () => new Promise((resolve) => setTimeout(resolve));
    const first = document.querySelector("open-ticket");
    const removed = [];
    const write = async (element, text) => {
      const field = () => element.shadowRoot?.querySelector("textarea");
      while (!field()) await settled();
      field().value = text;
      field().dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    };
    for (let index = 0; index < count; index += 1) {
      const element = index ? first.cloneNode(true) : first;
      if (index) document.body.append(element);
      await write(element, `Of form ${index}`);
      element.remove();
      await settled();
      removed.push(element);
      if (index === 1) document.body.append(first);
    }
    first.remove();
    await settled();
    window.removedForms = removed;
    const isMounted = ({ shadowRoot }) => Boolean(shadowRoot.querySelector(".open-ticket"));
    return removed.map(isMounted);
  }, count);
  expect(mounted).toEqual([true, false, false, ...Array(count - 3).fill(true)]);
  release();
  for (const index of [0, count - 1]) await expectSaved(page, `Of form ${index}`);
});

test("a new element in place of a removed one gets its text once the editor chunk is loaded", async ({
  form,
  page,
}) => {
  const release = await fillWithoutEditor(form);
  await form.host.evaluate((element) => element.replaceWith(element.cloneNode(true)));
  await expect(form.subject).toHaveValue("");
  await form.message.fill("It is urgent.");
  release();
  await expect(form.subject).toHaveValue(SAMPLE_TICKET.subject);
  await expect(form.message).toHaveValue(`${SAMPLE_TICKET.message}\n\nIt is urgent.`);
  await expectSaved(page, "It is urgent.");
});

test("a removed form leaves the document's memory once its text is stored", async ({
  form,
  page,
}) => {
  const release = await fillWithoutEditor(form);
  await removeForm(page);
  const hasForm = () =>
    page.evaluate(() => Boolean(window.removed.shadowRoot.querySelector(".open-ticket")));
  expect(await hasForm()).toBe(true);
  release();
  await expect.poll(hasForm).toBe(false);
});

test("a form without input is removed at once, although the editor chunk is not loaded", async ({
  form,
  page,
}) => {
  await holdEditor(page);
  await form.open();
  await removeForm(page);
  expect(
    await page.evaluate(() => Boolean(window.removed.shadowRoot.querySelector(".open-ticket"))),
  ).toBe(false);
});

test("a file that is dropped before the editor chunk is loaded stays in a form that is removed and put back", async ({
  form,
  page,
}) => {
  const files = new TemporaryFiles({ "note.txt": "kept" });
  await holdEditor(page);
  await form.open();
  await dropFiles(page, form.subject, files.path("note.txt"));
  await expect(form.removeButton("note.txt")).toBeVisible();
  const insert = await removeForm(page);
  await insert();
  await expect(form.removeButton("note.txt")).toBeVisible();
  files.remove();
});

test("a prefilled form that sends a ticket and is removed opens one ticket", async ({
  page,
  recorder,
}) => {
  const { name, email, subject, message } = SAMPLE_TICKET;
  const release = await holdEditor(page);
  await openHostPage(page, {
    body: `<open-ticket name="${name}" email="${email}" department="1" subject="${subject}"
      message="${message}"></open-ticket>`,
  });
  const form = new TicketFormPage(page, formElement(page, 0));
  const respond = recorder.holdResponses();
  await form.submitButton.click();
  await expect.poll(() => recorder.bodies.length).toBe(1);
  const insert = await removeForm(page);
  await insert();
  respond();
  await form.ticketNumber();
  expect(recorder.bodies).toHaveLength(1);
  release();
});

test("reset() before the editor chunk is loaded clears the form", async ({ form }) => {
  await fillWithoutEditor(form);
  await form.host.evaluate((element) => element.reset());
  await expect(form.subject).toHaveValue("");
});

for (const isInserted of [true, false]) {
  const place = isInserted ? "is put back" : "is replaced by a new element";

  test(`a form that sends a ticket, is removed and ${place} opens one ticket`, async ({
    form,
    page,
    recorder,
  }) => {
    const submissions = recordSubmissions(page);
    const release = await fillWithoutEditor(form);
    const respond = recorder.holdResponses();
    await form.submitButton.click();
    await expect.poll(() => recorder.bodies.length).toBe(1);
    const insert = await removeForm(page);
    if (isInserted) {
      await insert();
      respond();
    } else {
      await page.evaluate(() => window.formerParent.append(window.removed.cloneNode(true)));
      release();
      await expect(form.progressBar).toHaveAttribute("aria-valuetext", /^Checking if/);
      respond();
    }
    await form.ticketNumber();
    expect(recorder.bodies).toHaveLength(1);
    expect(submissions).toHaveLength(1);
    await expectNoneStored(page);
  });
}

test("a removed form does not send its ticket again", async ({ form, page, pageErrors }) => {
  pageErrors.expect(/status of 503/);
  const submissions = recordSubmissions(page);
  await page.clock.install();
  await page.route("**/api/ticket", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({ status: 503, headers: { "retry-after": "30" } })
      : route.continue(),
  );
  await fillWithoutEditor(form);
  await form.submitButton.click();
  await expect(form.retryCountdown).toBeVisible();
  const insert = await removeForm(page);
  await page.clock.runFor(120_000);
  await insert();
  await expect(form.retryCountdown).toHaveCount(0);
  expect(submissions).toHaveLength(1);
  await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
});

test("the browser asks for confirmation before the user leaves the page while the content of a removed form is not stored", async ({
  form,
  page,
}) => {
  const release = await fillWithoutEditor(form);
  await removeForm(page);
  expect(await asksBeforeLeaving(page)).toBe(true);
  release();
  await expectSaved(page, SAMPLE_TICKET.message);
  await expect.poll(() => asksBeforeLeaving(page)).toBe(false);
});
