// Rules of other installations: many departments, a message template, articles, a known incident. Then the
// form without scripts.
import { readFileSync } from "node:fs";
import { changeRules } from "../change-rules.js";
import { expect } from "../fixtures.js";
import { SAMPLE_TICKET } from "../sample-ticket.js";

const SUGGESTION_INDEX = new URL(
  "../../../native/fixtures/suggestions/index.json",
  import.meta.url,
);
const FULL_MAILBOX = "My mailbox is full and I need more quota";

/** Visits the states of forms with other rules. */
export async function visitOtherForms(form, inspect) {
  const { page } = form;
  const change = { now: () => {} };
  await changeRules(page, (rules) => {
    rules.drafts = "off";
    change.now(rules);
  });
  await visitSuggestions(form, change, inspect);
  change.now = (rules) => {
    rules.departments[0].message_template = "**What I did**\n\n\n**What happened**\n";
  };
  await form.open();
  await form.departmentOption("General").check();
  await expect(form.message).toHaveValue(/What happened/);
  await inspect("message template and office hours");
  change.now = (rules) => {
    const [first] = rules.departments;
    rules.departments = Array.from({ length: 5 }, (_, index) => ({
      ...first,
      id: index + 1,
      name: `Department ${index + 1}`,
      description: `Description ${index + 1}`,
    }));
  };
  await form.open();
  await form.host.getByLabel("Department").selectOption("Department 5");
  await inspect("many departments");
  await visitFormWithoutScripts(page, inspect);
}

async function visitSuggestions(form, change, inspect) {
  const { page } = form;
  change.now = (rules) => {
    rules.suggestions = "ticket/suggestions.json?v=1";
    rules.incident = { text: "Email is delayed", url: "https://status.example.com/1" };
  };
  await page.route("**/suggestions.json?*", (route) =>
    route.fulfill({ json: JSON.parse(readFileSync(SUGGESTION_INDEX, "utf8")).index }),
  );
  await form.openWithEditor();
  await form.message.pressSequentially(FULL_MAILBOX);
  await expect(form.host.getByRole("button", { name: "Hide articles" })).toBeVisible();
  await inspect("suggestions and an incident");
}

async function visitFormWithoutScripts(page, inspect) {
  await page.unrouteAll();
  const field = (name) => page.getByLabel(name, { exact: true });
  await page.goto("/api/ticket/form");
  await inspect("departments without scripts");
  await page.goto("/api/ticket/form?department=3");
  await inspect("form without scripts");
  // The relay validates, as it does for browsers without validation.
  await page.locator("form").evaluate((form) => {
    form.noValidate = true;
  });
  await page.getByRole("button", { name: "Send ticket" }).click();
  await expect(page.getByText("There is a problem")).toBeVisible();
  await inspect("errors without scripts");
  await page.goto("/api/ticket/form?department=1");
  await field("Your name").fill(SAMPLE_TICKET.name);
  await field("Your email address").fill(SAMPLE_TICKET.email);
  // Unique, because the relay recognizes a ticket with the same content.
  await field("Subject").fill(`${SAMPLE_TICKET.subject} ${Date.now()}`);
  await field("Message").fill(SAMPLE_TICKET.message);
  await page.getByRole("button", { name: "Send ticket" }).click();
  await expect(page.getByText(/Ticket number/).first()).toBeVisible();
  await inspect("confirmation without scripts");
}
