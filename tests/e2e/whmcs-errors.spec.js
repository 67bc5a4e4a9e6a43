// Errors from WHMCS, which are shown at their fields or quoted. The input is kept.
import { expect, test } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

const NOTE = { name: "note.txt", bytes: Buffer.from("kept\n") };
const API = "**/api/ticket";

/** Responds to submissions with a WHMCS error. */
async function refuseSubmissions(page, message) {
  await page.route(API, (route) =>
    route.request().method() === "POST"
      ? route.fulfill({ json: { result: "error", message } })
      : route.continue(),
  );
}

for (const [message, field, errorText] of [
  [
    "Email Address Invalid",
    "email",
    "The support system did not accept this email address. Check it",
  ],
  ["Department ID not found", "department", "is not available"],
  ["Subject is required", "subject", "Enter a subject"],
  ["Message is required", "message", "Enter a message"],
]) {
  test(`“${message}” is shown at its field, and the input is kept`, async ({ form, page }) => {
    const before = await form.openAndFill(SAMPLE_TICKET, NOTE);
    await refuseSubmissions(page, message);
    await form.submitButton.click();
    await expect(form.errorSummary.getByRole("link")).toHaveText([new RegExp(errorText)]);
    await form.errorSummary.getByRole("link").click();
    const isDepartment = field === "department";
    const selected = form.departmentOption(SAMPLE_TICKET.department);
    await expect(isDepartment ? selected : form[field]).toBeFocused();
    expect(await form.descriptionOf(form[field])).toContain(errorText);
    expect(await form.userInput()).toEqual(before);
  });
}

test("an unknown error message is quoted as text, never as markup", async ({ form, page }) => {
  const before = await form.openAndFill(SAMPLE_TICKET, NOTE);
  const message = "<img src=x onerror=alert(1)> Closed & away";
  await refuseSubmissions(page, message);
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText(message);
  await expect(form.errorSummary.locator("img")).toHaveCount(0);
  expect(await form.userInput()).toEqual(before);
});

test("a ticket that was corrected after a refusal is submitted with its file", async ({
  form,
  page,
}) => {
  await form.openAndFill(SAMPLE_TICKET, NOTE);
  await refuseSubmissions(page, "Email Address Invalid");
  await form.submitButton.click();
  await expect(form.errorSummary).toBeVisible();
  await page.unroute(API);
  await form.email.fill("ada@example.org");
  await form.submitButton.click();
  await form.viewTicketLink.click();
  await expect(page.getByRole("link", { name: NOTE.name })).toBeVisible();
});
