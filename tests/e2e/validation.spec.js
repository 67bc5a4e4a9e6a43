// Validation before the upload: errors in the summary and at each field.
import { expect, test } from "./support/fixtures.js";
import { recordSubmissions } from "./support/record-requests.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

test("a blank form is not submitted: each error links to its field, and is also shown there", async ({
  form,
  page,
}) => {
  const submissions = recordSubmissions(page);
  await form.open();
  await form.submitButton.click();
  await expect(form.errorSummary.getByRole("heading")).toHaveText("There is a problem");
  await expect(form.host.locator(":focus")).toContainText("There is a problem");

  const expectedErrors = [
    [form.name, "Enter your name"],
    [form.email, "Enter your email address"],
    [form.departmentOption("General"), "Choose a department", form.department],
    [form.subject, "Enter a subject"],
    [form.message, "Enter a message"],
  ];
  const links = form.errorSummary.getByRole("link");
  await expect(links).toHaveText(expectedErrors.map(([, text]) => text));
  for (const [field, text, described = field] of expectedErrors) {
    await links.filter({ hasText: text }).click();
    await expect(field).toBeFocused();
    await expect(field).toBeInViewport();
    await expect(described).toHaveAttribute("aria-invalid", "true");
    expect(await form.descriptionOf(described)).toContain(text);
  }
  expect(submissions).toEqual([]);
});

test("fields are validated after the first submission attempt, and errors disappear once corrected", async ({
  form,
}) => {
  await form.open();
  await form.email.fill("no address");
  await form.email.blur();
  await expect(form.email).not.toHaveAttribute("aria-invalid", "true");
  await form.submitButton.click();
  for (const field of ["name", "email", "subject", "message"]) {
    await expect(form[field]).toHaveAttribute("aria-invalid", "true");
    await form[field].fill(SAMPLE_TICKET[field]);
    await expect(form[field]).not.toHaveAttribute("aria-invalid", "true");
  }
  await expect(form.errorSummary.getByRole("link")).toHaveText(["Choose a department"]);
  await form.departmentOption("General").check();
  await expect(form.errorSummary).toHaveCount(0);
});

test("a custom field is required, and validated against its pattern", async ({ form }) => {
  await form.open();
  await form.fill({ ...SAMPLE_TICKET, department: "Technical" });
  await form.submitButton.click();
  await expect(form.errorSummary.getByRole("link")).toHaveCount(1);
  await form.errorSummary.getByRole("link").click();
  const customField = form.host.locator("[aria-invalid=true]");
  await expect(customField).toBeFocused();
  await customField.fill("!");
  await form.submitButton.click();
  await expect(form.errorSummary.getByRole("link")).toHaveText([
    /^Enter “.+” in the correct format\. ./,
  ]);
});

test("the error for one character too many uses the singular", async ({ form, page }) => {
  const { limits } = await (await page.request.get("/api/ticket")).json();
  await form.open();
  await form.fill({ ...SAMPLE_TICKET, subject: "x".repeat(limits.subject + 1) });
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText(
    `must be ${limits.subject} characters or fewer. Remove 1 character`,
  );
});

test("a drop-down whose default is not among its options starts with its placeholder", async ({
  form,
  page,
}) => {
  await page.route("**/api/ticket", async (route) => {
    const response = await route.fetch();
    const rules = await response.json();
    for (const { fields } of rules.departments)
      for (const field of fields) if (field.kind === "dropdown") field.default = "Never";
    await route.fulfill({ response, json: rules });
  });
  await form.open();
  await form.departmentOption("Technical").check();
  await expect(form.customField("Since when")).toHaveValue("");
  await expect(form.customField("Since when").locator("option:checked")).toHaveText(
    "Choose an option",
  );
});

test("each file that cannot be sent is named with the reason, and the other files are kept", async ({
  form,
  page,
}) => {
  const submissions = recordSubmissions(page);
  await form.open();
  await form.fill(SAMPLE_TICKET);
  await form.attach(
    { name: "note.txt", bytes: Buffer.from("fine") },
    { name: "setup.exe", bytes: Buffer.from("MZ") },
    { name: "empty.txt", bytes: Buffer.alloc(0) },
  );
  const row = (name) => form.host.getByRole("listitem").filter({ hasText: name });
  await expect(row("setup.exe")).toContainText("This file has a file type that cannot be sent");
  await expect(row("empty.txt")).toContainText("This file is empty");
  await form.submitButton.click();
  await expect(form.errorSummary.getByRole("link")).toHaveCount(2);
  expect(submissions).toEqual([]);

  await form.removeButton("setup.exe").click();
  await form.removeButton("empty.txt").click();
  await form.submitButton.click();
  await form.viewTicketLink.click();
  await expect(page.getByRole("link", { name: "note.txt" })).toBeVisible();
});
