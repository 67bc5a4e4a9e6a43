// A department's message template, reply time and office hours.
import { changeRules } from "./support/change-rules.js";
import { expect, test } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { ScreenReader } from "./support/screen-reader.js";
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

/** Offers five departments: too many for cards. Only the last one has a reply time. */
const offerFiveDepartments = (page, description) =>
  changeRules(page, (rules) => {
    const [first] = rules.departments;
    rules.departments = [1, 2, 3, 4, 5].map((number) => ({
      ...first,
      id: number,
      name: `Department ${number}`,
      description: description(number),
      reply_within: number === 5 ? "4 hours" : "",
      office_hours: "",
      fields: [],
    }));
  });

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
  // The live region may still have the text.
  await expect(form.host.locator(".confirmation")).toContainText(
    "We usually reply within 4 hours.",
  );
});

const REPLY_TIME = "We usually reply within 4 hours.";

test("a screen reader announces the reply time once, when the department is selected, and with the field later", async ({
  form,
  page,
}) => {
  const reader = await ScreenReader.start(page);
  await form.open();
  await form.departmentOption("General").focus();
  await reader.step("goes to the department", () => form.departmentOption("General").focus());
  const announced = await reader.press("ArrowRight", /We usually reply/);
  expect(announced.filter((it) => it.includes(REPLY_TIME))).toEqual([`polite: ${REPLY_TIME}`]);
  await reader.press("Tab");
  await reader.press("Shift+Tab", () => expect(form.departmentOption("Technical")).toBeFocused());
  expect(reader.transcript()).toContain(
    `radiogroup “Department”, (${REPLY_TIME}), radio “Technical”, checked`,
  );
  const other = await reader.press("ArrowLeft", () =>
    expect(form.host.getByText(REPLY_TIME)).toHaveCount(0),
  );
  expect(other.join("\n")).not.toContain(REPLY_TIME);
});

test("the reply time of a department in a long list is announced once and describes the list", async ({
  form,
  page,
}) => {
  await offerFiveDepartments(page, () => "");
  const reader = await ScreenReader.start(page);
  await form.open();
  const list = form.host.getByLabel("Department");
  expect(await form.descriptionOf(list)).toBe("");
  await reader.step("goes to the list", () => list.focus());
  const announced = await reader.step(
    "selects a department",
    () => list.selectOption("Department 5"),
    /We usually reply/,
  );
  expect(announced).toEqual([`polite: ${REPLY_TIME}`]);
  expect(await form.descriptionOf(list)).toBe(REPLY_TIME);
});

test("the description of a department in a long list is announced once and describes the list", async ({
  form,
  page,
}) => {
  const description = (number) => `Everything about topic ${number}`;
  await offerFiveDepartments(page, (number) => (number === 4 ? "" : description(number)));
  const reader = await ScreenReader.start(page);
  await form.open();
  const list = form.host.getByLabel("Department");
  await reader.step("goes to the list", () => list.focus());
  const select = (number, spoken) =>
    reader.step(
      `selects department ${number}`,
      () => list.selectOption(`Department ${number}`),
      spoken,
    );
  expect(await select(1, /topic 1/)).toEqual([`polite: ${description(1)}`]);
  expect(await form.descriptionOf(list)).toBe(description(1));
  const both = await select(5, /We usually/);
  expect(both.sort()).toEqual([`polite: ${description(5)}`, `polite: ${REPLY_TIME}`]);
  const described = await form.descriptionOf(list);
  expect(described.split(/\s*\n\s*/)).toEqual([description(5), REPLY_TIME]);
  await select(4);
  await expect(list).not.toHaveAttribute("aria-describedby");
});

test("the reply time of a department that the page has selected describes the field", async ({
  form,
}) => {
  await form.open();
  const id = await form.departmentOption("Technical").getAttribute("value");
  await form.host.evaluate((host, id) => {
    const element = document.createElement("open-ticket");
    element.setAttribute("endpoint", host.getAttribute("endpoint") ?? "/api/ticket");
    element.setAttribute("department", id);
    host.replaceWith(element);
  }, id);
  await expect(form.departmentOption("Technical")).toBeChecked();
  expect(await form.descriptionOf(form.department)).toBe(REPLY_TIME);
});
