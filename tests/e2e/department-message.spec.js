// A department's message template, reply time and office hours.
import { changeRules } from "./support/change-rules.js";
import { expect, test } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { fillTechnicalFields } from "./support/technical-department.js";

const TEMPLATE = "**What I did**\n\n\n**What happened**\n";

test.beforeEach(({ page }) =>
  changeRules(page, (rules) => {
    const technical = rules.departments.find(({ name }) => name === "Technical");
    technical.message_template = TEMPLATE;
    technical.reply_within = "4 hours";
    for (const field of technical.fields) field.required = false;
  }),
);

test("a template appears in an empty message, and counts as blank until it is changed", async ({
  form,
}) => {
  await form.openWithEditor();
  await form.fill({ ...SAMPLE_TICKET, department: "Technical", message: "" });
  await expect(form.message).toHaveValue("");
  await form.departmentOption("General").check();
  await form.departmentOption("Technical").check();
  await expect(form.message).toHaveValue(TEMPLATE);
  await expect(form.preview).toBeHidden();
  await form.submitButton.click();
  await expect(form.errorSummary.getByRole("link")).toHaveText(["Enter a message"]);
  await form.message.fill(`${TEMPLATE}It stopped.`);
  await expect(form.message).not.toHaveAttribute("aria-invalid", "true");
  await form.departmentOption("General").check();
  await expect(form.message).toHaveValue(`${TEMPLATE}It stopped.`);
});

test("a template never replaces text, and is removed with its department if it is unchanged", async ({
  form,
}) => {
  await form.open();
  await form.message.fill("Mine");
  await form.departmentOption("Technical").check();
  await expect(form.message).toHaveValue("Mine");
  await form.message.fill("");
  await form.departmentOption("General").check();
  await form.departmentOption("Technical").check();
  await expect(form.message).toHaveValue(TEMPLATE);
  await form.departmentOption("General").check();
  await expect(form.message).toHaveValue("");
});

test("the reply time and the office hours are shown at the department and in the confirmation", async ({
  form,
}) => {
  await form.openWithEditor();
  const expectation = form.host.getByText("We usually reply within 4 hours.");
  await expect(expectation).toHaveCount(0);
  await form.fill({ ...SAMPLE_TICKET, department: "Technical" });
  await fillTechnicalFields(form);
  await expect(form.department.locator("*").and(expectation)).toBeVisible();
  await form.submitButton.click();
  await form.ticketNumber();
  await expect(expectation).toBeVisible();
});
