// Scenarios in which sending does not succeed at once: retries, no connection, an unknown outcome, an expired
// session.
import { expect } from "../fixtures.js";
import { SAMPLE_TICKET } from "../sample-ticket.js";
import { API, busy, routeSubmissions } from "../states/submissions.js";
import { fillQuietly, open, send } from "./steps.js";

const heading = (form) => form.errorSummary.getByRole("heading");

const pressSend = (reader, form, until) =>
  reader.step("presses “Send ticket”", () => form.submitButton.click(), until);

async function retry(reader, form) {
  const { page } = form;
  await open(reader, form);
  await fillQuietly(form, SAMPLE_TICKET);
  await routeSubmissions(page, busy);
  await pressSend(reader, form, /Trying again/);
  await reader.step(
    "waits half a minute",
    () => page.clock.runFor(30_000),
    () => expect(form.retryCountdown).toHaveText(/(30|29|28|27) seconds/),
  );
  await reader.step("goes to “Stop trying”", () => form.stopRetryButton.focus());
  await reader.press("Enter", /Automatic retry stopped/);
  await pressSend(reader, form, /Trying again/);
  await page.unroute(API);
  await reader.step(
    "presses “Try now”",
    () => form.tryNowButton.click(),
    () => expect(form.confirmation).toBeFocused(),
  );
}

async function offline(reader, form) {
  const { page } = form;
  await open(reader, form);
  await fillQuietly(form, SAMPLE_TICKET);
  await routeSubmissions(page, (route) => route.abort("internetdisconnected"));
  await page.context().setOffline(true);
  await pressSend(reader, form, () => expect(heading(form)).toHaveText("You are offline"));
  await page.unroute(API);
  await reader.step("is online again", () => page.context().setOffline(false), /Trying again/);
  await reader.step(
    "waits",
    () => page.clock.runFor(5_000),
    () => expect(form.confirmation).toBeFocused(),
  );
}

async function unknownOutcome(reader, form) {
  const { page } = form;
  await open(reader, form);
  await fillQuietly(form, SAMPLE_TICKET);
  await page.route(`${API}/*`, (route) => route.fulfill({ json: { state: "unknown" } }));
  await routeSubmissions(page, (route) => route.abort());
  await pressSend(reader, form, /Checking if/);
  await reader.step(
    "waits",
    () => page.clock.runFor(10_000),
    () => expect(heading(form)).toHaveText(/^We cannot tell/),
  );
  await page.unroute(API);
  await send(reader, form);
}

async function expiredSession(reader, form) {
  const { page } = form;
  const { subject, message } = SAMPLE_TICKET;
  await open(reader, form, "/?as=client");
  await reader.step("goes to the department", () => form.departmentOption("Billing").focus());
  await reader.press("Space");
  await reader.step("goes to the related service", () => form.relatedService.focus());
  await fillQuietly(form, { subject, message });
  await routeSubmissions(page, (route) =>
    route.fulfill({
      status: 401,
      json: { result: "error", message: "No", code: "token_expired" },
    }),
  );
  await pressSend(reader, form, async () => {
    await expect(async () => {
      await page.clock.runFor(1_000);
      await expect(heading(form)).toHaveText("Your session has expired", { timeout: 500 });
    }).toPass();
  });
  await page.unroute(API);
  await send(reader, form);
}

export const SENDING_SCENARIOS = {
  retry,
  offline,
  "unknown-outcome": unknownOutcome,
  "expired-session": expiredSession,
};
