// The suggestion for an email address with a likely typing error.
import { axeViolations } from "./support/axe.js";
import { EDITOR } from "./support/bundle-files.js";
import { expect, test } from "./support/fixtures.js";
import { holdRequests } from "./support/hold-requests.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

const suggestion = (form) => form.host.getByText(/^Did you mean/);
const useIt = (form) => form.host.getByRole("button", { name: "Use this address" });

test("a likely typing error in an email address has a suggestion, which one button accepts", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  await form.email.pressSequentially("ada@gmial.com");
  // Nothing while the address is being typed.
  await expect(suggestion(form)).toHaveCount(0);
  await page.keyboard.press("Tab");
  await expect(suggestion(form)).toContainText("Did you mean ada@gmail.com?");
  await expect(form.host.getByRole("status").filter({ hasText: "Did you mean" })).toHaveCount(1);
  expect(await axeViolations(page)).toEqual([]);
  await useIt(form).click();
  await expect(form.email).toHaveValue("ada@gmail.com");
  await expect(form.email).toBeFocused();
  await expect(suggestion(form)).toHaveCount(0);
});

test("a suggestion does not block the submission, and disappears when the address changes", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  await form.fill({ ...SAMPLE_TICKET, email: "ada@gmial.com" });
  await form.subject.focus();
  await expect(suggestion(form)).toBeVisible();
  await form.email.pressSequentially("x");
  await expect(suggestion(form)).toHaveCount(0);
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Tab");
  await expect(suggestion(form)).toBeVisible();
  await form.submitButton.click();
  await form.ticketNumber();
  await expect(form.host.getByText("ada@gmial.com").first()).toBeVisible();
});

test("an address that is entered while the editor is loading has a suggestion after the next change of a control", async ({
  form,
  page,
}) => {
  const release = await holdRequests(page, `**/${EDITOR}`);
  await form.open();
  await form.email.pressSequentially("ada@gmial.com");
  await form.subject.focus();
  release();
  await expect(form.helpDialog).toBeAttached();
  // The content does not move while the user types.
  await form.subject.pressSequentially("Help");
  await expect(suggestion(form)).toHaveCount(0);
  await page.keyboard.press("Tab");
  const region = form.host.getByRole("status").filter({ hasText: "Did you mean ada@gmail.com?" });
  await expect(region).toHaveCount(1);
});

test("an address that is being typed after another control was changed has no suggestion yet", async ({
  form,
  page,
}) => {
  await page.clock.install();
  await form.openWithEditor();
  await form.subject.pressSequentially("Help");
  await form.email.pressSequentially("ada@gmial.com");
  await page.clock.runFor(1_000);
  await expect(suggestion(form)).toHaveCount(0);
  await page.keyboard.press("Tab");
  await page.clock.runFor(1_000);
  await expect(suggestion(form)).toBeVisible();
});

test("before a suggestion, its live region takes no space", async ({ form }) => {
  await form.open();
  const height = () => form.email.evaluate((input) => input.closest(".field").offsetHeight);
  const before = await height();
  await form.message.hover();
  await expect(form.helpDialog).toBeAttached();
  expect(await height()).toBe(before);
});

test("a slow click on another control is not missed because of a suggestion", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  await form.email.pressSequentially("ada@gmial.com");
  const technical = form.host.getByRole("radio", { name: /^Technical/ });
  await technical.hover();
  await page.mouse.down();
  await page.waitForTimeout(400);
  await expect(suggestion(form)).toHaveCount(0);
  await page.mouse.up();
  await expect(technical).toBeChecked();
  await expect(suggestion(form)).toBeVisible();
});
