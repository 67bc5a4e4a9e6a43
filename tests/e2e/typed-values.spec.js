// Values are sent as typed, and displayed as stored.
import { expect, test, testWithRecorder } from "./support/fixtures.js";
import { decodeWithPhp } from "./support/php-decoder.js";
import { recordSubmissions } from "./support/record-requests.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { callSandbox, ticketsWithSubject } from "./support/sandbox-api.js";
import { ANSWERS, fillTechnicalFields, PASSWORD } from "./support/technical-department.js";

/** Input types whose value no browser rewrites (HTML, section 4.10.5.1). */
const PLAIN_TYPES = ["checkbox", "file", "password", "radio", "text"];

/** Pastes text through the browser's clipboard. */
async function paste(page, control, text) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await control.focus();
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await page.keyboard.press("Control+V");
}

for (const email of ["max@maßanfertigung.de", "jürgen@MÜNCHEN.de", "用户@例子.公司"]) {
  testWithRecorder(`the address ${email} arrives as typed`, async ({ form, recorder, relay }) => {
    const subject = `${email} ${Math.random()}`;
    await form.open();
    await form.fill({ ...SAMPLE_TICKET, subject });
    await form.email.fill("");
    await form.email.pressSequentially(email);
    await expect(form.email).toHaveValue(email);
    await form.submitButton.click();
    await form.ticketNumber();
    expect(decodeWithPhp(recorder.bodies[0]).fields.email).toBe(email);
    const [ticket] = await ticketsWithSubject(relay.url, subject);
    expect(ticket.email).toBe(email);
  });
}

test("an address with letters that WHMCS refuses has an explanatory error", async ({
  form,
  page,
}) => {
  await form.open();
  await form.fill({ ...SAMPLE_TICKET, email: "max@maßanfertigung.de" });
  await page.route("**/api/ticket", (route) =>
    route.fulfill({ json: { result: "error", message: "Email Address Invalid" } }),
  );
  await form.submitButton.click();
  const text = "We cannot send to email addresses with letters other than a to z.";
  await expect(form.errorSummary.getByRole("link")).toContainText(text);
  expect(await form.descriptionOf(form.email)).toContain(text);
  await expect(form.email).toHaveValue("max@maßanfertigung.de");
});

test("no control has a type whose value browsers rewrite, and phones show the right keyboard", async ({
  form,
}) => {
  await form.open();
  await form.departmentOption("Technical").check();
  await expect(form.customField("Page where it happens")).toBeVisible();
  const types = await form.host.locator("input").evaluateAll((all) => all.map((i) => i.type));
  expect(types.filter((type) => !PLAIN_TYPES.includes(type))).toEqual([]);
  for (const [control, mode] of [
    [form.email, "email"],
    [form.customField("Page where it happens"), "url"],
  ]) {
    await expect(control).toHaveAttribute("inputmode", mode);
    for (const name of ["autocapitalize", "autocorrect"])
      await expect(control).toHaveAttribute(name, "off");
    await expect(control).toHaveAttribute("spellcheck", "false");
  }
  await expect(form.email).toHaveAttribute("autocomplete", "email");
});

testWithRecorder(
  "spaces and invisible characters at the ends of single-line fields are not sent",
  async ({ form, recorder }) => {
    const around = (text) => `\u00a0\u200b${text}\u2060 \ufeff`;
    await form.open();
    await form.fill({ ...SAMPLE_TICKET, department: "Technical" });
    await fillTechnicalFields(form);
    await form.name.fill(around(SAMPLE_TICKET.name));
    await form.email.fill(around(SAMPLE_TICKET.email));
    await form.subject.fill(around(SAMPLE_TICKET.subject));
    await form.customField("Domain or server").fill(around(ANSWERS[1]));
    await form.customField("Page where it happens").fill(around(ANSWERS[2]));
    await form.customField("Temporary password").fill(around(PASSWORD));
    await form.submitButton.click();
    await form.ticketNumber();
    const { fields, answers } = decodeWithPhp(recorder.bodies[0]);
    for (const field of ["name", "email", "subject"])
      expect(fields[field]).toBe(SAMPLE_TICKET[field]);
    expect(answers).toEqual(ANSWERS);
  },
);

testWithRecorder(
  "terminal escape sequences are removed from a pasted log, in the field and in the ticket",
  async ({ form, page, recorder, relay }) => {
    const pasted =
      "\u001b[31mERROR\u001b[0m disk\u0007 full\r\n\u001b]0;title\u0007\tat boot\u009b1m!";
    const clean = "ERROR disk full\n\tat boot!";
    const subject = `log ${Math.random()}`;
    await form.openWithEditor();
    await form.fill({ ...SAMPLE_TICKET, subject, message: "" });
    await paste(page, form.message, pasted);
    await expect(form.message).toHaveValue(clean);
    await page.keyboard.press("Control+Z");
    await expect(form.message).toHaveValue("");
    await page.keyboard.press("Control+Y");
    await expect(form.message).toHaveValue(clean);
    // Set by a script of the page, without a paste event.
    await form.message.fill(`${clean}\n\u001b[1mbold\u001b[0m\u0000\u0007`);
    await form.submitButton.click();
    await form.ticketNumber();
    const sent = decodeWithPhp(recorder.bodies[0]).fields.message.replaceAll("\r\n", "\n");
    expect(sent.replaceAll(/ +\n/g, "\n")).toBe(`${clean}\nbold`);
    const [{ id }] = await ticketsWithSubject(relay.url, subject);
    const { replies } = await callSandbox(relay.url, "GetTicket", { ticketid: id });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is searched for.
    expect(replies.reply[0].message).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  },
);

// WebKit clears passwords and controls without autofill, and dispatches no event.
test("controls that a browser clears when it restores the page are filled in again", async ({
  form,
  page,
}) => {
  const submissions = recordSubmissions(page);
  await form.open();
  await form.fill({ ...SAMPLE_TICKET, department: "Technical" });
  await fillTechnicalFields(form);
  const before = await form.userInput();
  // WebKitGTK 2.50 clears them after the event, and before the next task.
  const cleared = await form.host.evaluate(async (host) => {
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    await Promise.resolve();
    const controls = [...host.shadowRoot.querySelectorAll("input, textarea, select")];
    for (const control of controls) {
      if (["checkbox", "radio"].includes(control.type)) control.checked = false;
      else if (control.type !== "file") control.value = "";
    }
    return controls.every(({ type, checked, value }) =>
      ["checkbox", "radio"].includes(type) ? !checked : value === "",
    );
  });
  expect(cleared).toBe(true);
  await expect.poll(() => form.userInput()).toEqual(before);
  await form.submitButton.click();
  await form.ticketNumber();
  expect(submissions).toHaveLength(1);
});

test("a removed form does not write to its controls when the page is restored", async ({
  form,
  page,
}) => {
  await form.open();
  await form.subject.fill("typed");
  await page.evaluate(() => {
    document.querySelector("open-ticket").remove();
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
});
