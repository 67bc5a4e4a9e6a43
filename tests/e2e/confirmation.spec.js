// The confirmation: where the reply goes, the number to copy, what was sent, and a copy to keep.
import { readFileSync } from "node:fs";
import { axeViolations } from "./support/axe.js";
import { expect, test } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { fillTechnicalFields, PASSWORD } from "./support/technical-department.js";

async function openTicket(form, ticket = SAMPLE_TICKET) {
  await form.open();
  await form.fill(ticket);
  if (ticket.department === "Technical") await fillTechnicalFields(form);
  await form.attach({ name: "nginx.log", bytes: Buffer.from("log") });
  await form.submitButton.click();
  return form.ticketNumber();
}

test("the confirmation shows the recipient of the reply and the content of the ticket", async ({
  form,
  page,
}) => {
  await openTicket(form);
  const confirmation = form.host.locator(".confirmation");
  await expect(confirmation).toContainText(`The reply will go to ${SAMPLE_TICKET.email}.`);
  const pairs = await confirmation
    .locator("dt, dd")
    .evaluateAll((all) => all.map((element) => element.textContent));
  expect(pairs).toEqual([
    "Department",
    SAMPLE_TICKET.department,
    "Subject",
    SAMPLE_TICKET.subject,
    "Attachments",
    "nginx.log, 3 bytes",
  ]);
  expect(await axeViolations(page)).toEqual([]);
});

test("a client's reply goes to the address of the account", async ({ form }) => {
  const { department, subject, message } = SAMPLE_TICKET;
  await form.open("/?as=client");
  await form.fill({ department, subject, message });
  await form.submitButton.click();
  await form.ticketNumber();
  await expect(form.host.getByText("The reply will go to ada@example.com.")).toBeVisible();
});

test("the number is copied, which is announced, and the focus stays", async ({ form, page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const number = await openTicket(form);
  const button = form.host.getByRole("button", { name: "Copy number" });
  await button.click();
  await expect(form.host.getByRole("status").filter({ hasText: "Copied" })).toBeVisible();
  await expect(button).toBeFocused();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(number);
});

test("the saved copy has what was sent, and no password", async ({ form, page }) => {
  const message = "# A\n\n**b** \u{1F3AB}\n\nlast";
  const number = await openTicket(form, { ...SAMPLE_TICKET, department: "Technical", message });
  const download = page.waitForEvent("download");
  await form.host.getByRole("button", { name: "Save a copy" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`ticket-${number}.md`);
  const copy = readFileSync(await file.path(), "utf8");
  expect(copy).toMatch(new RegExp(`^# ${SAMPLE_TICKET.subject}\n\n- Ticket number: ${number}\n`));
  for (const line of ["- Department: Technical", "- Attachments: nginx.log, 3 bytes"]) {
    expect(copy).toContain(`\n${line}\n`);
  }
  expect(copy).toContain("- Domain or server: web-1.example.com\n");
  expect(copy.endsWith(`\n\n${message}\n`)).toBe(true);
  expect(copy).not.toContain(PASSWORD);
  expect(copy).not.toContain("c=");
});

test("Print opens the browser's print dialog", async ({ form, page }) => {
  await page.addInitScript(() => {
    window.printed = 0;
    window.print = () => {
      window.printed += 1;
    };
  });
  await openTicket(form);
  await form.host.getByRole("button", { name: "Print" }).click();
  expect(await page.evaluate(() => window.printed)).toBe(1);
});

test("a browser that cannot print has no Print button", async ({ form, page }) => {
  await page.addInitScript(() => delete window.print);
  await openTicket(form);
  await expect(form.host.getByRole("button", { name: "Save a copy" })).toBeVisible();
  await expect(form.host.getByRole("button", { name: "Print" })).toHaveCount(0);
});

test("the element has the state “opened” until another ticket is started", async ({ form }) => {
  const isOpened = () => form.host.evaluate((element) => element.matches(":state(opened)"));
  await form.open();
  expect(await isOpened()).toBe(false);
  for (let ticket = 0; ticket < 2; ticket += 1) {
    await form.fill(SAMPLE_TICKET);
    await form.submitButton.click();
    await form.ticketNumber();
    await expect.poll(isOpened).toBe(true);
    await form.openAnotherButton.click();
    await expect(form.submitButton).toBeVisible();
    await expect.poll(isOpened).toBe(false);
  }
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await form.ticketNumber();
  await expect.poll(isOpened).toBe(true);
  await form.host.evaluate((element) => element.reset());
  await expect(form.submitButton).toBeVisible();
  await expect.poll(isOpened).toBe(false);
});

for (const [what, remove] of [
  ["custom states", () => delete ElementInternals.prototype.states],
  ["element internals", () => delete HTMLElement.prototype.attachInternals],
  [
    "states without dashes",
    () => {
      const { add } = CustomStateSet.prototype;
      CustomStateSet.prototype.add = function (name) {
        if (!name.startsWith("--")) throw new DOMException("no dashes", "SyntaxError");
        return add.call(this, name);
      };
    },
  ],
]) {
  test(`a browser without ${what} shows the whole confirmation`, async ({ form, page }) => {
    await page.addInitScript(remove);
    await openTicket(form);
    await expect(form.host.getByRole("button", { name: "Save a copy" })).toBeVisible();
  });
}
