// Refused tickets, and errors of the connection that end a submission.
import { expect } from "../fixtures.js";
import { SAMPLE_TICKET } from "../sample-ticket.js";
import { routeSubmissions } from "./submissions.js";

const error = (message, code) => ({ result: "error", message, code });

/** Visits the states of a ticket that is not accepted. */
export async function visitRefusals(form, inspect) {
  const { page } = form;
  await form.openAndFill(SAMPLE_TICKET, { name: "note.txt", bytes: Buffer.from("kept\n") });
  for (const [state, response] of [
    ["refused", { json: error("Closed until Monday") }],
    ["refused at a field", { json: error("Email Address Invalid") }],
    ["too many tickets", { status: 429, json: error("No", "rate") }],
  ]) {
    await routeSubmissions(page, (route) => route.fulfill(response));
    const answered = page.waitForResponse((it) => it.request().method() === "POST");
    await form.submitButton.click();
    await answered;
    await expect(form.errorSummary).toBeVisible();
    await expect(form.progressBar).toHaveCount(0);
    await inspect(state);
  }
}
