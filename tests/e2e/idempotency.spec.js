// Idempotency: a ticket is opened exactly once, even after lost responses and repeated submissions.
import { LOOKUP_DELAYS, shortenTimers } from "./support/clock.js";
import { expect, testWithRecorder as test } from "./support/fixtures.js";
import { recordSubmissions } from "./support/record-requests.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

const API = "**/api/ticket";
const NOTE = { name: "note.txt", bytes: Buffer.from("kept\n") };

/** Returns the number of different idempotency keys. */
const countKeys = (submissions) =>
  new Set(submissions.map((request) => request.headers()["idempotency-key"])).size;

/** Handles the next submission. Later ones are not intercepted. */
async function routeNextSubmission(page, handler) {
  let isHandled = false;
  await page.route(API, (route) => {
    if (isHandled || route.request().method() !== "POST") return route.continue();
    isHandled = true;
    return handler(route);
  });
}

test("a double click submits one ticket", async ({ form, recorder }) => {
  await form.openAndFill(SAMPLE_TICKET, NOTE);
  await form.submitButton.dblclick();
  await form.ticketNumber();
  expect(recorder.bodies).toHaveLength(1);
});

test("after a lost response from WHMCS the result is uncertain, and submitting again opens one ticket", async ({
  form,
  page,
  recorder,
  pageErrors,
}) => {
  pageErrors.expect(/status of 50[24]/);
  await shortenTimers(page, LOOKUP_DELAYS);
  const before = await form.openAndFill(SAMPLE_TICKET);
  recorder.loseAfterNextTicket();
  await form.submitButton.click();
  await expect(form.errorSummary.getByRole("heading")).toHaveText(
    "We cannot tell if your ticket was opened",
  );
  expect(await form.userInput()).toEqual(before);
  recorder.isDown = false;
  await form.submitOrRetryButton.click();
  await form.ticketNumber();
  expect(recorder.bodies).toHaveLength(1);
});

test("a message that was changed after an uncertain result is submitted only after a warning", async ({
  form,
  page,
  recorder,
  pageErrors,
}) => {
  pageErrors.expect(/status of 50[24]/);
  await shortenTimers(page, LOOKUP_DELAYS);
  const submissions = recordSubmissions(page);
  await form.openAndFill(SAMPLE_TICKET);
  recorder.loseAfterNextTicket();
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText("We cannot tell if your ticket was opened");
  recorder.isDown = false;
  await form.message.fill("Since Monday.");
  await form.submitButton.click();
  await expect(form.errorSummary.getByRole("heading")).toHaveText("You may already have a ticket");
  await expect(form.message).toHaveValue("Since Monday.");
  expect(recorder.bodies).toHaveLength(1);
  await form.submitButton.click();
  await form.ticketNumber();
  expect(recorder.bodies).toHaveLength(2);
  expect(countKeys(submissions)).toBe(2);
});

test("a change made after an uncertain result is kept if the first version was opened", async ({
  form,
  page,
  recorder,
  pageErrors,
}) => {
  pageErrors.expect(/net::ERR_FAILED/);
  await shortenTimers(page, LOOKUP_DELAYS);
  await form.openAndFill(SAMPLE_TICKET);
  await routeNextSubmission(page, async (route) => {
    await route.fetch();
    await route.abort();
  });
  // Keeps the result uncertain.
  await page.route(`${API}/*`, (route) => route.fulfill({ json: { state: "unknown" } }));
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText("We cannot tell if your ticket was opened");
  await page.unroute(`${API}/*`);
  await form.message.fill("Since Monday.");
  await form.submitButton.click();
  await form.ticketNumber();
  await expect(form.host).toContainText("Changes you made after sending are not in this ticket");
  await form.openAnotherButton.click();
  await expect(form.message).toHaveValue("Since Monday.");
  expect(recorder.bodies).toHaveLength(1);
});

test("a ticket that was opened before the submission was cancelled is found", async ({
  form,
  recorder,
}) => {
  await form.openAndFill(SAMPLE_TICKET);
  let respond;
  recorder.beforeResponse = () =>
    new Promise((resolve) => {
      respond = () => resolve(true);
    });
  await form.submitButton.click();
  await expect.poll(() => recorder.bodies.length).toBe(1);
  await form.cancelButton.click();
  await expect(form.progressBar).toHaveAttribute("aria-valuetext", /^Checking if/);
  await expect.poll(() => typeof respond).toBe("function");
  respond();
  await form.ticketNumber();
  expect(recorder.bodies).toHaveLength(1);
});

test("a submission corrected after a refusal has a new key, and so has the next ticket", async ({
  form,
  page,
}) => {
  const submissions = recordSubmissions(page);
  await form.openAndFill(SAMPLE_TICKET);
  await routeNextSubmission(page, (route) =>
    route.fulfill({ json: { result: "error", message: "Email Address Invalid" } }),
  );
  await form.submitButton.click();
  await expect(form.errorSummary).toBeVisible();
  await form.email.fill("ada@example.org");
  await form.submitButton.click();
  await form.ticketNumber();
  await form.openAnotherButton.click();
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await form.ticketNumber();
  expect(countKeys(submissions)).toBe(3);
});
