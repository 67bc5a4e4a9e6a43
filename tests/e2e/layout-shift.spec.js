// Layout stability: errors, their correction, and department changes cause no layout shift.
import { APPEARANCES } from "./support/appearances.js";
import { expect, test } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

const position = (locator) =>
  locator.evaluate((element) => {
    const { left, top, width } = element.getBoundingClientRect();
    return { left, top, width };
  });

const FIELDS = ["name", "email", "subject", "message"];

/** The controls whose positions are compared: the text itself is narrower next to its preview. */
const controls = (form) => [
  form.name,
  form.email,
  form.subject,
  form.host.locator(".editor"),
  form.departmentOption("General"),
];

for (const [name, prepare] of Object.entries(APPEARANCES)) {
  test(`correcting an error shifts no field, ${name}`, async ({ form, page }) => {
    await prepare(page);
    await form.open();
    await form.submitButton.click();
    await expect(form.errorSummary).toBeVisible();
    const all = async () => Promise.all([...controls(form), form.submitButton].map(position));
    // The page and its fonts may still be loading, and only the effect of typing is measured.
    await expect(async () => {
      const first = await all();
      await page.waitForTimeout(200);
      expect(await all()).toEqual(first);
    }).toPass();
    for (const answered of FIELDS) {
      await form[answered].focus();
      const before = await all();
      const scroll = await page.evaluate(() => scrollY);
      await form[answered].pressSequentially(answered === "email" ? SAMPLE_TICKET.email : "x");
      await expect(form[answered]).not.toHaveAttribute("aria-invalid", "true");
      expect(await page.evaluate(() => scrollY)).toBe(scroll);
      expect(await all()).toEqual(before);
    }
    await expect(form.errorSummary.getByRole("link")).toHaveText(["Choose a department"]);
    // The next submission starts with the problems that are left.
    await form.submitButton.click();
    await expect(form.errorSummary.getByRole("listitem")).toHaveText(["Choose a department"]);
    await expect(form.host.locator(".error.resolved")).toHaveCount(0);
  });
}

test("an error shifts its field only downwards, with the whole form", async ({ form }) => {
  await form.open();
  const lefts = async () =>
    Promise.all([...controls(form), form.priority].map(async (f) => (await position(f)).left));
  const before = await lefts();
  await form.submitButton.click();
  await expect(form.errorSummary).toBeVisible();
  expect(await lefts()).toEqual(before);
  const options = [form.departmentOption("General"), form.departmentOption("Technical")];
  const [general, technical] = await Promise.all(options.map(position));
  expect(general.top).toBe(technical.top);
  const [guest, email] = [await position(form.name), await position(form.email)];
  expect(guest.top).toBe(email.top);
});

test("a summary whose problems are all solved shows that, and is removed after the next submission", async ({
  form,
}) => {
  await form.open();
  await form.fill({ ...SAMPLE_TICKET, subject: "" });
  await form.submitButton.click();
  await form.subject.fill("x");
  const summary = form.host.locator(".summary");
  await expect(summary.getByRole("heading")).toHaveText(
    "All problems fixed. You can send your ticket now",
  );
  await expect(summary.locator("s")).toHaveText("Enter a subject");
  await expect(form.errorSummary).toHaveCount(0);
  await form.submitButton.click();
  await form.ticketNumber();
  await form.openAnotherButton.click();
  await expect(summary).toHaveCount(0);
});

for (const [width, height] of [
  [1_280, 800],
  [360, 740],
]) {
  test(`a department's custom fields follow the control, in view, ${width} pixels wide`, async ({
    form,
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await form.open();
    await form.department.scrollIntoViewIfNeeded();
    await form.departmentOption("Technical").check();
    const customField = form.customField("Domain or server");
    await expect(customField).toBeInViewport();
    const order = await form.host.evaluate((host) =>
      [...host.shadowRoot.querySelectorAll(".fields label")].map((label) => label.htmlFor),
    );
    const afterDepartments = order.indexOf("open-ticket-department-3") + 1;
    expect(order[afterDepartments]).toBe("open-ticket-custom-1");
    expect(order.indexOf("open-ticket-subject")).toBeGreaterThan(
      order.indexOf("open-ticket-custom-6"),
    );
    // The summary lists the problems in the order of the fields.
    await form.submitButton.click();
    const links = await form.errorSummary
      .getByRole("link")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href").slice(1)));
    expect(links).toEqual(order.filter((id) => links.includes(id)));
  });
}

test("name and email stay filled in for another ticket of a guest", async ({ form }) => {
  await form.open();
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await form.ticketNumber();
  await form.openAnotherButton.click();
  await expect(form.name).toHaveValue(SAMPLE_TICKET.name);
  await expect(form.email).toHaveValue(SAMPLE_TICKET.email);
  await expect(form.subject).toHaveValue("");
  await expect(form.message).toHaveValue("");
  await form.fill({ department: "General", subject: "Another", message: "Again" });
  await form.submitButton.click();
  await form.ticketNumber();
});
