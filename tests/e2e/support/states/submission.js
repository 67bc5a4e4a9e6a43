// Drafts, then a submission: its progress, its failures and its retries.
import { draftButton, draftNotice, expectSaved } from "../drafts.js";
import { expect } from "../fixtures.js";
import { SAMPLE_TICKET } from "../sample-ticket.js";
import { TicketFormPage } from "../ticket-form-page.js";
import { API, busy, routeSubmissions } from "./submissions.js";

const NOTE = { name: "note.txt", bytes: Buffer.from("kept\n") };

/** Visits the states of drafts, and those of a submission. */
export async function visitSubmission(form, inspect) {
  const { page } = form;
  await visitDrafts(form, inspect);
  await form.openAndFill(SAMPLE_TICKET, NOTE);
  let lookUp;
  await page.route(`${API}/*`, (route) => lookUp(route));
  await routeSubmissions(page, () => {});
  await form.submitButton.click();
  await expect(form.progressBar).toBeVisible();
  await inspect("sending");
  await page.clock.runFor(11_000);
  await expect(form.notice).toBeVisible();
  await inspect("sending slowly");
  lookUp = (route) => route.fulfill({ json: { state: "not_opened" } });
  await form.cancelButton.click();
  await expect(form.host.getByText("Sending cancelled.").first()).toBeVisible();
  await inspect("cancelled");
  await routeSubmissions(page, busy);
  await form.submitButton.click();
  await expect(form.retryCountdown).toBeVisible();
  await inspect("retry countdown");
  await form.stopRetryButton.click();
  await expect(form.retryCountdown).toHaveCount(0);
  await inspect("retry stopped");
  await page.context().setOffline(true);
  await routeSubmissions(page, (route) => route.abort("internetdisconnected"));
  await form.submitButton.click();
  await expect(form.errorSummary.getByRole("heading")).toHaveText("You are offline");
  await inspect("offline");
  await page.context().setOffline(false);
  lookUp = (route) => route.fulfill({ json: { state: "unknown" } });
  await routeSubmissions(page, (route) => route.abort());
  await form.submitButton.click();
  await expect(form.progressBar).toHaveAttribute("aria-valuetext", /^Checking if/);
  await inspect("looking up the result");
  await page.clock.runFor(10_000);
  await expect(form.errorSummary.getByRole("heading")).toHaveText(/^We cannot tell/);
  await inspect("unknown result");
}

async function visitDrafts(form, inspect) {
  const { page } = form;
  await form.openAndFill(SAMPLE_TICKET, NOTE);
  await expectSaved(page, SAMPLE_TICKET.message);
  await page.reload();
  await expect(draftNotice(form)).toBeVisible();
  await inspect("draft restored");
  await draftButton(form, "Start over").click();
  await expect(draftNotice(form)).toContainText("Draft cleared.");
  await inspect("draft cleared");
  // A tab with an open form would continue the draft itself.
  await page.goto("about:blank");
  const first = new TicketFormPage(await page.context().newPage());
  await first.openAndFill(SAMPLE_TICKET);
  await expectSaved(first.page, SAMPLE_TICKET.message);
  await page.bringToFront();
  await form.open();
  await expect(draftNotice(form)).toContainText("in another tab");
  await inspect("second tab");
  await first.submitButton.click();
  await first.ticketNumber();
  await first.page.close();
}
