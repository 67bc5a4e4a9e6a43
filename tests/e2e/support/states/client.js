// A signed-in client: the form, an expired session, the confirmation, and a tick box that asks for consent.
import { askForConsent, QUESTION } from "../consent.js";
import { expect } from "../fixtures.js";
import { SAMPLE_TICKET } from "../sample-ticket.js";
import { API, routeSubmissions } from "./submissions.js";

const TICKET = { subject: SAMPLE_TICKET.subject, message: SAMPLE_TICKET.message };

/** Visits the states of a signed-in client's form. */
export async function visitClient(form, inspect) {
  const { page } = form;
  await form.open("/?as=client");
  await expect(form.relatedService).toBeVisible();
  await form.departmentOption("Billing").check();
  await inspect("signed in");
  await form.fill(TICKET);
  await routeSubmissions(page, (route) =>
    route.fulfill({
      status: 401,
      json: { result: "error", message: "No", code: "token_expired" },
    }),
  );
  await form.submitButton.click();
  await page.clock.runFor(6_000);
  await expect(form.errorSummary.getByRole("heading")).toHaveText("Your session has expired");
  await inspect("expired session");
  await page.unroute(API);
  await form.submitButton.click();
  await expect(form.confirmation).toBeVisible();
  await inspect("confirmation");
  await askForConsent(page);
  await form.open("/?as=client");
  await form.fill({ ...TICKET, department: "Technical" });
  await form.customField("Domain or server").fill("web-1.example.com");
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText(QUESTION);
  await inspect("missing consent");
}
