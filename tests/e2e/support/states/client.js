// A signed-in client: the form, an expired session and the confirmation.
import { expect } from "../fixtures.js";
import { SAMPLE_TICKET } from "../sample-ticket.js";
import { API, routeSubmissions } from "./submissions.js";

/** Visits the states of a signed-in client's form. */
export async function visitClient(form, inspect) {
  const { page } = form;
  await form.open("/?as=client");
  await expect(form.relatedService).toBeVisible();
  await form.departmentOption("Billing").check();
  await inspect("signed in");
  await form.fill({ subject: SAMPLE_TICKET.subject, message: SAMPLE_TICKET.message });
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
}
