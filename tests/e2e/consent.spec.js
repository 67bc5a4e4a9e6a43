// A required tick box that asks for consent, with links in its help.
import { axeViolations } from "./support/axe.js";
import { changeRules } from "./support/change-rules.js";
import { askForConsent, QUESTION } from "./support/consent.js";
import { expectSaved } from "./support/drafts.js";
import { expect, test } from "./support/fixtures.js";
import { tabTo } from "./support/keyboard.js";
import { recordSubmissions } from "./support/record-requests.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { callSandbox, ticketsWithSubject } from "./support/sandbox-api.js";
import { ANSWERS } from "./support/technical-department.js";

const TICKET = { ...SAMPLE_TICKET, department: "Technical" };

const consent = (form) => form.host.getByRole("checkbox", { name: QUESTION, exact: true });
const policy = (form) => form.host.getByRole("link", { name: /^privacy policy/ });
const email = (form) => form.host.getByRole("link", { name: "write to us" });

test("the help of a tick box has links, which describe the box and are not part of its label", async ({
  form,
  page,
}) => {
  await askForConsent(page);
  await form.open();
  await form.departmentOption("Technical").check();
  const description = await form.descriptionOf(consent(form));
  expect(description.replace(/\s+/g, " ")).toBe(
    "Details are in our privacy policy (opens in a new tab) . To withdraw your consent, write to us",
  );
  await expect(policy(form)).toHaveAttribute("href", "https://example.com/privacy?a=1&b=2");
  await expect(email(form)).toHaveAttribute("href", "mailto:privacy@example.com");
  for (const link of [policy(form), email(form)]) {
    await expect(link).toHaveAttribute("target", "_blank");
    await expect(link).toHaveAttribute("rel", "noopener");
    const { width, height } = await link.boundingBox();
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  }
  const [label, hint] = await Promise.all([
    form.host.getByText(QUESTION).boundingBox(),
    form.host.locator(".hint").filter({ hasText: "privacy policy" }).boundingBox(),
  ]);
  expect(hint.y).toBeGreaterThanOrEqual(label.y + label.height - 1);
  expect(await axeViolations(page)).toEqual([]);
});

test("a link opens a new tab and does not tick the box, which the label and the keyboard do", async ({
  form,
  page,
  pageErrors,
}) => {
  pageErrors.allow(/^request to another origin: https:\/\/example\.com/);
  await page
    .context()
    .route("https://example.com/**", (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Policy</title>" }),
    );
  await askForConsent(page);
  await form.open();
  await form.departmentOption("Technical").check();
  const follow = async (action) => {
    const opened = page.waitForEvent("popup");
    await action();
    const popup = await opened;
    await popup.waitForLoadState();
    expect(await popup.title()).toBe("Policy");
    expect(await popup.evaluate(() => window.opener)).toBeNull();
    await popup.close();
    await expect(consent(form)).not.toBeChecked();
  };
  await follow(() => policy(form).click());
  await consent(form).focus();
  await page.keyboard.press("Tab");
  await expect(policy(form)).toBeFocused();
  await follow(() => page.keyboard.press("Enter"));
  await policy(form).focus();
  await page.keyboard.press("Tab");
  await expect(email(form)).toBeFocused();
  await tabTo(consent(form), "Shift+Tab");
  await page.keyboard.press("Space");
  await expect(consent(form)).toBeChecked();
  await form.host.getByText(QUESTION).click();
  await expect(consent(form)).not.toBeChecked();
});

test("a ticket without consent is not sent, and one with consent contains the answer", async ({
  form,
  page,
  baseURL,
}) => {
  const submissions = recordSubmissions(page);
  await askForConsent(page);
  await form.open();
  await form.fill({ ...TICKET, subject: "Consent" });
  await form.customField("Domain or server").fill(ANSWERS[1]);
  await form.submitButton.click();
  const error = `Tick the box: “${QUESTION}”`;
  await expect(form.errorSummary.getByRole("link")).toHaveText([error]);
  await form.errorSummary.getByRole("link").click();
  await expect(consent(form)).toBeFocused();
  await expect(consent(form)).toHaveAttribute("aria-invalid", "true");
  expect(await form.descriptionOf(consent(form))).toContain(error);
  expect(await axeViolations(page)).toEqual([]);
  expect(submissions).toEqual([]);

  await page.keyboard.press("Space");
  await form.submitButton.click();
  await form.ticketNumber();
  const [{ id }] = await ticketsWithSubject(baseURL, "Consent");
  const { customfields } = await callSandbox(baseURL, "GetTicket", { ticketid: id });
  const answers = customfields.customfield.map((field) => [String(field.id), field.value]);
  expect(Object.fromEntries(answers)).toMatchObject({ 1: ANSWERS[1], 5: "on" });
});

test("a draft restores a given consent, and an opened ticket does not leave it behind", async ({
  form,
  page,
}) => {
  await askForConsent(page);
  await form.open();
  await form.departmentOption("Technical").check();
  await form.customField("Domain or server").fill(ANSWERS[1]);
  await consent(form).check();
  // The draft that contains the message also contains the answers before it.
  await form.fill(TICKET);
  await expectSaved(page, TICKET.message);
  await page.reload();
  await expect(consent(form)).toBeChecked();
  await expect(policy(form)).toBeVisible();
  await form.submitButton.click();
  await form.ticketNumber();
  await form.openAnotherButton.click();
  await form.departmentOption("Technical").check();
  await expect(consent(form)).not.toBeChecked();
});

test("links are shown for each kind of field, and markup and other URLs stay text", async ({
  form,
  page,
}) => {
  const help = "<b>[A](javascript:alert(1))</b> [list] [of](https://example.com/<x>) [";
  await changeRules(page, (rules) => {
    const { fields } = rules.departments.find(({ name }) => name === "Technical");
    for (const field of fields) Object.assign(field, { help, shown_when: null });
  });
  await form.open();
  await form.departmentOption("Technical").check();
  const hints = form.host.locator("[id^=open-ticket-custom-][id$=-hint]");
  await expect(hints).toHaveCount(6);
  for (const hint of await hints.all()) {
    await expect(hint).toHaveText(
      "<b>[A](javascript:alert(1))</b> [list] of (opens in a new tab) [",
    );
    await expect(hint.locator("a")).toHaveCount(1);
    await expect(hint.locator("a")).toHaveAttribute("href", "https://example.com/<x>");
    await expect(hint.locator("b")).toHaveCount(0);
  }
});
