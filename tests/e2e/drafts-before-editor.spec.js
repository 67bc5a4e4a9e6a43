// A form that is removed before the editor chunk, which stores drafts, is loaded.
import { EDITOR } from "./support/bundle-files.js";
import {
  asksBeforeLeaving,
  draftNotice,
  expectFilesStored,
  expectNoneStored,
  expectSaved,
} from "./support/drafts.js";
import { expect, testWithRecorder as test } from "./support/fixtures.js";
import { holdRequests } from "./support/hold-requests.js";
import { formElement, openHostPage } from "./support/host-page.js";
import { recordSubmissions } from "./support/record-requests.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { TicketFormPage } from "./support/ticket-form-page.js";

const FILE = { name: "note.txt", bytes: Buffer.from("kept\n") };

/** Holds the editor chunk back. Returns a function that releases it. */
const holdEditor = (page) => holdRequests(page, `**/${EDITOR}`);

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
  await page.route(`**/${EDITOR}`, (route) => route.abort());
  const hasFailed = page.waitForEvent("console", (message) =>
    /failed to load/.test(message.text()),
  );
  await page.reload();
  await hasFailed;
  await page.unroute(`**/${EDITOR}`);
  await expect(form.subject).toHaveValue(SAMPLE_TICKET.subject);
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
