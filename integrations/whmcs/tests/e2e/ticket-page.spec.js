// The form on WHMCS's ticket page, in its themes.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "../../../../tests/e2e/support/fixtures.js";
import { recordSubmissions } from "../../../../tests/e2e/support/record-requests.js";
import { SAMPLE_TICKET } from "../../../../tests/e2e/support/sample-ticket.js";
import { callSandbox, ticketsWithSubject } from "../../../../tests/e2e/support/sandbox-api.js";
import { fillTechnicalFields } from "../../../../tests/e2e/support/technical-department.js";

/** Adds an article to the knowledge base of a site. */
const ARTICLES = fileURLToPath(new URL("../standin/add-article.php", import.meta.url));

/** Changes a setting of the add-on. */
const SETTING = fileURLToPath(new URL("../standin/set-setting.php", import.meta.url));

const PAGE = "/submitticket.php?step=2&deptid=3";
const NOTE = { name: "Zürich 🎫.txt", bytes: Buffer.from("Grüezi\r\n\0") };

const uniqueSubject = () => `Subject ${Math.random()}`;

for (const theme of ["six", "twenty-one", "nexus"]) {
  test(`in the theme ${theme}, the form replaces WHMCS's own and opens a ticket`, async ({
    form,
    page,
    baseURL,
  }) => {
    const subject = uniqueSubject();
    await form.open(`${PAGE}&theme=${theme}`);
    await expect(form.selectedDepartment).toHaveValue("3");
    await expect(page.getByRole("button", { name: "Submit to WHMCS" })).toBeHidden();
    const { name, email, message } = SAMPLE_TICKET;
    await form.fill({ name, email, subject, message });
    await fillTechnicalFields(form);
    await form.attach(NOTE);
    await form.submitButton.click();
    const number = await form.ticketNumber();
    const [ticket] = await ticketsWithSubject(baseURL, subject);
    expect(ticket.tid).toBe(number);
    expect(ticket.email).toBe(email);
    await form.viewTicketLink.click();
    await expect(page.getByRole("main")).toContainText(subject);
    await expect(page.getByRole("link", { name: NOTE.name })).toBeVisible();
  });
}

test("the form sends the token in X-CSRF-Token and never the header Authorization", async ({
  form,
  page,
}) => {
  const submissions = recordSubmissions(page);
  await form.open("/submitticket.php?step=2&deptid=1");
  const { name, email, subject, message } = SAMPLE_TICKET;
  await form.fill({ name, email, subject, message });
  await form.submitButton.click();
  await form.ticketNumber();
  const headers = submissions[0].headers();
  expect(headers.authorization).toBeUndefined();
  expect(headers["x-csrf-token"]).toMatch(/^[0-9a-f]{40}$/);
});

test("a client opens a ticket about their service, with the identity of the session", async ({
  form,
  page,
  baseURL,
}) => {
  const subject = uniqueSubject();
  await page.goto("/login.php?user=2");
  await form.open("/submitticket.php?step=2&deptid=2");
  await expect(form.name).toHaveCount(0);
  await expect(form.host.getByText("Charles Babbage")).toBeVisible();
  await form.fill({ subject, message: "Which one?" });
  await form.relatedService.selectOption("S1");
  await form.submitButton.click();
  await form.ticketNumber();
  const [ticket] = await ticketsWithSubject(baseURL, subject);
  const stored = await callSandbox(baseURL, "GetTicket", { ticketid: ticket.id });
  expect([ticket.userid, stored.service, stored.requestor_email]).toEqual([
    "1",
    "S1",
    "charles@example.com",
  ]);
});

test("a refusal of a TicketOpenValidation hook is shown as text, and the input is kept", async ({
  form,
  relay,
  baseURL,
}) => {
  const subject = uniqueSubject();
  const folder = join(relay.folder, "includes", "hooks");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "closed.php"),
    `<?php add_hook('TicketOpenValidation', 1, static fn (array $vars): ?string =>
      $vars['subject'] === '${subject}' ? 'We are <b>closed</b> & asleep' : null);`,
  );
  await form.open("/submitticket.php?step=2&deptid=1");
  const { name, email, message } = SAMPLE_TICKET;
  await form.fill({ name, email, subject, message });
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText("We are <b>closed</b> & asleep");
  await expect(form.message).toHaveValue(message);
  expect(await ticketsWithSubject(baseURL, subject)).toEqual([]);
});

test("the rules link to an index of the public articles, which browsers may cache", async ({
  relay,
}) => {
  const endpoint = `${relay.url}/index.php?m=open_ticket&action=ticket`;
  const readUrl = async () => (await (await fetch(endpoint)).json()).suggestions;
  execFileSync("php", [ARTICLES, relay.folder]);
  const url = await readUrl();
  const response = await fetch(new URL(url, endpoint));
  expect((await response.json()).articles).toEqual([
    ["Reset a password", expect.stringMatching(/^http:.*Reset-a-password\.html$/)],
  ]);
  expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  for (const name of ["set-cookie", "pragma", "expires"]) {
    expect(response.headers.get(name)).toBeNull();
  }
  expect(response.headers.get("etag")).toBe(`W/"${url.slice(-16)}"`);
});

test("a department's template is in the message, and counts as blank until it is changed", async ({
  form,
  relay,
  baseURL,
}) => {
  const subject = uniqueSubject();
  const set = (name, value) => execFileSync("php", [SETTING, relay.folder, name, value]);
  set("message_templates", "[1]\n**What I did**\n\n**What happened**\n");
  set("reply_within", "1: 4 hours");
  try {
    await form.open("/submitticket.php?step=2&deptid=1");
    await expect(form.host.getByText("We usually reply within 4 hours.")).toBeVisible();
    await expect(form.message).toHaveValue("**What I did**\n\n**What happened**");
    const { name, email } = SAMPLE_TICKET;
    await form.fill({ name, email, subject });
    await form.submitButton.click();
    await expect(form.errorSummary).toContainText("message");
    expect(await ticketsWithSubject(baseURL, subject)).toEqual([]);
    await form.message.fill("**What happened**\n\nIt is slow.");
    await form.submitButton.click();
    await form.ticketNumber();
  } finally {
    set("message_templates", "");
    set("reply_within", "");
  }
});

test("a guest whose session has ended continues without losing anything", async ({
  form,
  page,
  pageErrors,
}) => {
  pageErrors.expect(/status of 401/);
  await form.open("/submitticket.php?step=2&deptid=1");
  const { name, email, subject, message } = SAMPLE_TICKET;
  await form.fill({ name, email, subject, message });
  await form.attach(NOTE);
  await page.evaluate(() => fetch("/end-session.php"));
  await form.submitButton.click();
  await form.ticketNumber();
});

test("a client who was signed out has to sign in again, and the text is kept", async ({
  form,
  page,
  pageErrors,
}) => {
  pageErrors.expect(/status of 401/);
  await page.goto("/login.php?user=1");
  await form.open("/submitticket.php?step=2&deptid=1");
  await form.fill({ subject: "Kept", message: "Kept, too" });
  await page.evaluate(() => fetch("/end-session.php"));
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText("Sign in again", { timeout: 30_000 });
  await expect(form.message).toHaveValue("Kept, too");
});

test("WHMCS's own form works if the form cannot load, and for guests with a captcha", async ({
  page,
  pageErrors,
  baseURL,
}) => {
  pageErrors.allow(/open-ticket/);
  const subject = uniqueSubject();
  await page.route("**/assets/open-ticket.js", (route) => route.abort());
  pageErrors.allow(/ERR_FAILED/);
  await page.goto("/submitticket.php?step=2&deptid=1");
  await page.getByLabel("Name").fill("Ada");
  await page.getByLabel("Email").fill("ada@example.com");
  await page.getByLabel("Topic").fill(subject);
  await page.getByLabel("Text").fill("Text");
  await page.getByRole("button", { name: "Submit to WHMCS" }).click();
  await expect(page.getByRole("status")).toHaveText(/\d/);
  expect(await ticketsWithSubject(baseURL, subject)).toHaveLength(1);
  await page.unroute("**/assets/open-ticket.js");

  await page.goto("/submitticket.php?step=2&deptid=1&captcha=1");
  await expect(page.getByLabel("Captcha")).toBeVisible();
  await expect(page.locator("open-ticket")).toHaveCount(0);
});

test("a page of another site cannot open tickets with a visitor's session", async ({
  page,
  pageErrors,
}) => {
  pageErrors.expect(/status of 401/);
  await page.goto("/login.php?user=1");
  await page.goto("/submitticket.php?step=2&deptid=1");
  const status = await page.evaluate(async () => {
    const body = new URLSearchParams({
      action: "OpenTicket",
      deptid: "1",
      subject: "x",
      message: "x",
    });
    // Without the token, as a form of another site would send it with the cookies.
    const response = await fetch("/index.php?m=open_ticket&action=ticket", {
      method: "POST",
      body,
    });
    return [response.status, (await response.json()).code];
  });
  expect(status).toEqual([401, "token_invalid"]);
});
