// A reload during a submission: the form looks up the outcome by the stored key, and opens one ticket.
import {
  asksBeforeLeaving,
  draftNotice,
  expectNoneStored,
  expectSaved,
  storedRecords,
} from "./support/drafts.js";
import { expect, testWithRecorder as test } from "./support/fixtures.js";
import { holdRequests } from "./support/hold-requests.js";
import { recordSubmissions } from "./support/record-requests.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

const NOTE = { name: "note.txt", bytes: Buffer.from("kept\n") };
const API = "**/api/ticket";

/**
 * Fills in the form, and waits until its draft is stored: until then, the browser asks for confirmation before a
 * reload.
 */
async function fillAndSave(form, page, ...files) {
  const before = await form.openAndFill(SAMPLE_TICKET, ...files);
  await expectSaved(page, SAMPLE_TICKET.message);
  return before;
}

const keys = (requests) => new Set(requests.map((request) => request.headers()["idempotency-key"]));

for (const files of [[], [NOTE]]) {
  const kind = files.length > 0 ? "with a file" : "without files";

  test(`a reload after the ticket was opened shows its confirmation, ${kind}`, async ({
    form,
    page,
    recorder,
  }) => {
    await fillAndSave(form, page, ...files);
    const respond = recorder.holdResponses();
    await form.submitButton.click();
    await expect.poll(() => recorder.bodies.length).toBe(1);
    await page.reload();
    await expect(form.progressBar).toHaveAttribute("aria-valuetext", /^Checking if/);
    await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
    respond();
    await form.ticketNumber();
    expect(recorder.bodies).toHaveLength(1);
    await expectNoneStored(page);
  });

  test(`a reload before the request arrives sends it again under the same key, ${kind}`, async ({
    form,
    page,
    recorder,
  }) => {
    const submissions = recordSubmissions(page);
    const before = await fillAndSave(form, page, ...files);
    let isHeld = true;
    await page.route(API, (route) =>
      isHeld && route.request().method() === "POST" ? undefined : route.continue(),
    );
    await form.submitButton.click();
    await expect.poll(() => submissions.length).toBe(1);
    await page.reload();
    await expect(form.errorSummary).toContainText("Your ticket was not opened");
    expect(await form.userInput()).toEqual(before);
    expect(recorder.bodies).toHaveLength(0);
    isHeld = false;
    await form.submitButton.click();
    await form.ticketNumber();
    expect(recorder.bodies).toHaveLength(1);
    expect(keys(submissions).size).toBe(1);
    await expectNoneStored(page);
  });
}

test("a ticket that is opened while the browser waits for the next page is confirmed there", async ({
  form,
  page,
  recorder,
}) => {
  await fillAndSave(form, page);
  // Playwright's locators wait for the next page.
  await page.evaluate(() => addEventListener("open-ticket-opened", () => console.info("opened")));
  const opened = page.waitForEvent("console", (message) => message.text() === "opened");
  const respond = recorder.holdResponses();
  await form.submitButton.click();
  await expect.poll(() => recorder.bodies.length).toBe(1);
  const load = await holdRequests(page, (url) => url.pathname === "/");
  const document = page.waitForRequest((request) => request.isNavigationRequest());
  const reloaded = page.reload();
  await document;
  respond();
  // The page stays until the first bytes of the next one.
  await opened;
  load();
  await reloaded;
  await form.ticketNumber();
  expect(recorder.bodies).toHaveLength(1);
  await expectNoneStored(page);
  await page.reload();
  await expect(form.submitButton).toBeVisible();
  await expect(form.message).toHaveValue("");
});

test("the draft of an opened ticket is deleted half a minute later if the browser stays on the page", async ({
  form,
  page,
}) => {
  await page.clock.install();
  await fillAndSave(form, page);
  expect(await asksBeforeLeaving(page)).toBe(false);
  await form.submitButton.click();
  await form.ticketNumber();
  expect(await storedRecords(page)).toHaveLength(1);
  await page.clock.runFor(30_000);
  await expectNoneStored(page);
});

test("while the outcome is unknown, every reload looks it up again, and the same key is used", async ({
  form,
  page,
  recorder,
  pageErrors,
}) => {
  pageErrors.allow(/status of 50[24]/);
  const submissions = recordSubmissions(page);
  const before = await fillAndSave(form, page);
  recorder.loseAfterNextTicket();
  await page.route(`${API}/*`, (route) => route.fulfill({ json: { state: "unknown" } }));
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText("We cannot tell if your ticket was opened");
  recorder.isDown = false;
  for (let reload = 0; reload < 2; reload += 1) {
    await page.reload();
    await expect(form.errorSummary).toContainText("We cannot tell if your ticket was opened");
    expect(await form.userInput()).toEqual(before);
  }
  await page.unroute(`${API}/*`);
  await form.submitButton.click();
  await form.ticketNumber();
  expect(recorder.bodies).toHaveLength(1);
  expect(keys(submissions).size).toBe(1);
});

test("a draft that is changed after a reload is kept apart from the ticket that was opened", async ({
  form,
  page,
  recorder,
}) => {
  await fillAndSave(form, page);
  await page.route(`${API}/*`, (route) => route.fulfill({ json: { state: "unknown" } }));
  recorder.beforeResponse = () => new Promise(() => {});
  await form.submitButton.click();
  await expect.poll(() => recorder.bodies.length).toBe(1);
  await page.reload();
  await expect(form.errorSummary).toContainText("We cannot tell if your ticket was opened");
  await form.message.fill("Since Monday.");
  await expectSaved(page, "Since Monday.");
  await page.reload();
  await expect(form.errorSummary).toContainText("ticket");
  await expect(form.message).toHaveValue("Since Monday.");
  await expect(draftNotice(form)).toContainText(/^Draft restored from/);
  expect(recorder.bodies).toHaveLength(1);
});

test("the key is stored before the request is sent", async ({ form, page }) => {
  await fillAndSave(form, page);
  const stored = page.waitForRequest((request) => request.method() === "POST");
  await page.route(API, async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    const key = route.request().headers()["idempotency-key"];
    const records = await page.evaluate(() => Object.values(localStorage).join("\n"));
    expect(records).toContain(key);
    return route.continue();
  });
  await form.submitButton.click();
  await stored;
  await form.ticketNumber();
});
