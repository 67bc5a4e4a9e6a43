// Departments and priorities: radio buttons that are all visible, and a select for many departments. A ticket that is
// written with taps.

import { changeRules } from "./support/change-rules.js";
import { expect, test } from "./support/fixtures.js";

test("departments are radio buttons with their descriptions, and arrow keys select one", async ({
  form,
  page,
}) => {
  const { departments } = await (await page.request.get("/api/ticket")).json();
  await form.open();
  for (const { name, description } of departments.filter((d) => !d.clients_only)) {
    expect(await form.descriptionOf(form.departmentOption(name))).toBe(description);
  }
  await expect(form.selectedDepartment).toHaveCount(0);
  await form.departmentOption("General").focus();
  await page.keyboard.press("Space");
  await expect(form.departmentOption("General")).toBeChecked();
  await page.keyboard.press("ArrowRight");
  await expect(form.departmentOption("Technical")).toBeChecked();
  await expect(form.departmentOption("Technical")).toBeFocused();
  await expect(form.customField("Domain or server")).toBeVisible();
  // The group is one Tab stop, and the department's questions follow.
  await page.keyboard.press("Tab");
  await expect(form.customField("Domain or server")).toBeFocused();
});

test("the whole card of a department can be clicked", async ({ form }) => {
  await form.open();
  for (const name of ["Technical", "General"]) {
    const card = form.host
      .locator(".option")
      .filter({ has: form.page.getByText(name, { exact: true }) });
    const { width, height } = await card.boundingBox();
    await card.click({ position: { x: width - 4, y: height - 4 }, force: true });
    await expect(form.departmentOption(name)).toBeChecked();
  }
});

for (const [count, isSelect] of [
  [4, false],
  [5, true],
]) {
  test(`${count} departments are ${isSelect ? "a select" : "radio buttons"}`, async ({
    form,
    page,
  }) => {
    await changeRules(page, (rules) => {
      const [first] = rules.departments;
      rules.departments = Array.from({ length: count }, (_, index) => ({
        ...first,
        id: index + 1,
        name: `Department ${index + 1}`,
        description: `Description ${index + 1}`,
      }));
    });
    await form.open();
    await expect(form.department).toHaveCount(isSelect ? 0 : 1);
    if (!isSelect) return;
    const select = form.host.getByLabel("Department");
    await select.selectOption("Department 5");
    expect(await form.descriptionOf(select)).toContain("Description 5");
    await expect(form.host.getByText("Description 4")).toHaveCount(0);
  });
}

test("a department without a description has none, and its card is not empty", async ({
  form,
  page,
}) => {
  await changeRules(page, (rules) => {
    for (const department of rules.departments) department.description = "";
  });
  await form.open();
  await expect(form.departmentOption("General")).not.toHaveAttribute("aria-describedby");
  await form.departmentOption("General").check();
  await expect(form.departmentOption("General")).toBeChecked();
});

test("the priorities of the site are one row of segments, of the same height as the fields", async ({
  form,
  page,
}) => {
  await form.open();
  await expect(form.priorityOption("Medium")).toBeChecked();
  const boxes = await form.priority
    .getByRole("radio")
    .evaluateAll((all) => all.map((radio) => radio.getBoundingClientRect().toJSON()));
  expect(boxes).toHaveLength(3);
  expect(new Set(boxes.map(({ top }) => top)).size).toBe(1);
  expect(boxes[0].height).toBe((await form.subject.boundingBox()).height);
  await form.priorityOption("Medium").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(form.priorityOption("Low")).toBeChecked();
});

test("the choice of a department that is no longer offered is cleared", async ({ form, page }) => {
  await form.open();
  await form.departmentOption("Technical").check();
  await changeRules(page, (rules) => {
    const technical = rules.departments.find(({ name }) => name === "Technical");
    Object.assign(technical, { id: 9, name: "Servers" });
  });
  await form.host.evaluate((element) => {
    element.endpoint = "/api/ticket?again";
  });
  await expect(form.departmentOption("Servers")).toBeVisible();
  await expect(form.selectedDepartment).toHaveCount(0);
});

test.describe("on a touch screen", () => {
  test.use({ hasTouch: true });

  test("a ticket with formatting is written and sent with taps alone", async ({ form, page }) => {
    const type = async (field, text) => {
      await field.tap();
      await page.keyboard.insertText(text);
    };
    await form.openWithEditor();
    await type(form.name, "Ada Lovelace");
    await type(form.email, "ada@example.com");
    await form.departmentOption("General").tap({ force: true });
    await form.host.getByText("High", { exact: true }).tap({ force: true });
    await type(form.subject, "A question");
    await form.message.tap();
    await form.toolbarButton("Bold").tap();
    await page.keyboard.insertText(`word ${Date.now()}`);
    await form.tab("Preview").tap();
    await expect(form.preview.locator("strong")).toContainText("word");
    await form.submitButton.tap();
    await form.ticketNumber();
  });
});
