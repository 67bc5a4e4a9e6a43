// The element's public interface, on a host page.
import { expect, test } from "./support/fixtures.js";
import { FALLBACK_LINK, formElement, LOADER_SCRIPT, openHostPage } from "./support/host-page.js";
import { recordRequests } from "./support/record-requests.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

const submitButton = (form) => form.getByRole("button", { name: /^Send/ });
const field = (form, label) => form.getByLabel(label);
const fallbackLink = (page) => page.getByText("Open a ticket here");

const ATTRIBUTES = {
  endpoint: "/api/ticket",
  department: "3",
  subject: 'Broken & "quoted"',
  message: "**Bold**\n\n- item",
  name: "Ada",
  email: "ada@example.com",
  priority: "High",
};

async function expectPrefilled(form) {
  await expect(field(form, "Subject")).toHaveValue(ATTRIBUTES.subject);
  await expect(field(form, "Your name")).toHaveValue(ATTRIBUTES.name);
  await expect(field(form, "Your email")).toHaveValue(ATTRIBUTES.email);
  const selected = (label) => field(form, label).locator("input:checked");
  await expect(selected("Priority")).toHaveValue(ATTRIBUTES.priority);
  await expect(selected("Department")).toHaveValue("3");
  await expect(form.getByRole("textbox", { name: "Message" })).toHaveValue(ATTRIBUTES.message);
}

test("attributes prefill the form", async ({ page }) => {
  const toHtml = ([name, value]) => `${name}="${value.replaceAll('"', "&quot;")}"`;
  const attributes = Object.entries(ATTRIBUTES).map(toHtml).join(" ");
  await openHostPage(page, { body: `<open-ticket ${attributes}></open-ticket>` });
  await expectPrefilled(formElement(page));
});

test("properties reflect attributes, set before or after the script loads", async ({ page }) => {
  await openHostPage(page, { body: "" });
  const result = await page.evaluate(async (properties) => {
    const element = document.createElement("open-ticket");
    document.body.append(element);
    Object.assign(element, properties);
    await customElements.whenDefined("open-ticket");
    const attributes = Object.fromEntries(
      [...element.attributes].map(({ name, value }) => [name, value]),
    );
    element.theme = "dark";
    element.name = null;
    return { attributes, theme: element.getAttribute("theme"), name: element.getAttribute("name") };
  }, ATTRIBUTES);
  expect(result).toEqual({ attributes: ATTRIBUTES, theme: "dark", name: null });
});

test("createTicketForm supports options, events and removal", async ({ page }) => {
  await openHostPage(page, { body: `<div id="support">${FALLBACK_LINK}</div>` });
  await page.evaluate(async (options) => {
    const { createTicketForm } = await import("/open-ticket-element.js");
    window.events = [];
    const record = (name) => (detail) => window.events.push([name, detail]);
    const events = { ready: record("ready"), opened: record("opened"), submit: record("submit") };
    window.form = createTicketForm("#support", { ...options, department: "1", events });
  }, ATTRIBUTES);
  const form = formElement(page);
  await expect(field(form, "Subject")).toHaveValue(ATTRIBUTES.subject);
  await expect(fallbackLink(page)).toBeHidden();
  await submitButton(form).click();
  await expect(form.getByRole("heading", { name: /^Your ticket is open/ })).toBeVisible();
  const events = await page.evaluate(() => window.events);
  expect(events.map(([name]) => name)).toEqual(["ready", "submit", "opened"]);
  expect(Object.keys(events[2][1]).sort()).toEqual(["id", "number"]);
  await page.evaluate(() => window.form.remove());
  await expect(form).toHaveCount(0);
  await expect(page.locator("#support").getByText("Open a ticket here")).toBeVisible();
});

test("an element with data-open-ticket becomes a form", async ({ page }) => {
  const data = `data-subject="From data" data-department="2"`;
  await openHostPage(page, { body: `<div data-open-ticket ${data}>${FALLBACK_LINK}</div>` });
  await expect(field(formElement(page), "Subject")).toHaveValue("From data");
  await expect(fallbackLink(page)).toBeHidden();
});

test("including the script twice creates one form", async ({ page }) => {
  const secondScript = `<script type="module" src="/open-ticket.js?v=2"></script>`;
  const body = `<div data-open-ticket data-subject="Once">${FALLBACK_LINK}</div>`;
  await openHostPage(page, { head: LOADER_SCRIPT + secondScript, body });
  await expect(field(formElement(page), "Subject")).toHaveValue("Once");
  await page.waitForLoadState("networkidle");
  await expect(page.locator("open-ticket")).toHaveCount(1);
});

test("reset() restores the prefilled values", async ({ page }) => {
  await openHostPage(page, { body: `<open-ticket subject="Mine"></open-ticket>` });
  const form = formElement(page);
  await field(form, "Subject").fill("Another");
  await field(form, "Your name").fill("Ada");
  await form.evaluate((element) => element.reset());
  await expect(field(form, "Subject")).toHaveValue("Mine");
  await expect(field(form, "Your name")).toHaveValue("");
  await expect(submitButton(form)).toHaveCount(1);
});

test("focus() moves the focus to the first field, also before the form is mounted", async ({
  page,
}) => {
  await openHostPage(page, { body: `<open-ticket loading="lazy"></open-ticket>` });
  const form = formElement(page);
  await form.evaluate((element) => element.focus());
  await expect(field(form, "Your name")).toBeFocused();
  await field(form, "Subject").focus();
  await form.evaluate((element) => element.focus());
  await expect(field(form, "Your name")).toBeFocused();
});

test("slotted content is shown at its position", async ({ page }) => {
  const slots = ["header", "before-submit", "footer", "confirmation"];
  const slotted = slots.map((name) => `<p slot="${name}">at ${name}</p>`).join("");
  await openHostPage(page, { body: `<open-ticket>${slotted}${FALLBACK_LINK}</open-ticket>` });
  const form = formElement(page);
  await expect(submitButton(form)).toBeVisible();
  const top = async (locator) => (await locator.boundingBox()).y;
  const tops = [
    await top(page.getByText("at header")),
    await top(field(form, "Subject")),
    await top(page.getByText("at before-submit")),
    await top(submitButton(form)),
    await top(page.getByText("at footer")),
  ];
  expect(tops).toEqual(tops.toSorted((a, b) => a - b));
  await expect(page.getByText("at confirmation")).toBeHidden();
  await expect(fallbackLink(page)).toBeHidden();
  const { department, ...texts } = SAMPLE_TICKET;
  await field(form, department).check();
  await field(form, "Your name").fill(texts.name);
  await field(form, "Your email").fill(texts.email);
  await field(form, "Subject").fill(texts.subject);
  await form.getByRole("textbox", { name: "Message" }).fill(texts.message);
  await submitButton(form).click();
  await expect(page.getByText("at confirmation")).toBeVisible();
  await expect(page.getByText("at before-submit")).toBeHidden();
});

test("a lazy form loads when it approaches the viewport, and not before", async ({ page }) => {
  const bundleRequests = recordRequests(page, (request) =>
    request.url().includes("open-ticket-app"),
  );
  const spacer = `<link rel="stylesheet" href="/demo.css"><pre>${"far\n".repeat(400)}</pre>`;
  await openHostPage(page, {
    body: `${spacer}<open-ticket loading="lazy">${FALLBACK_LINK}</open-ticket>`,
  });
  await page.waitForLoadState("networkidle");
  expect(bundleRequests).toEqual([]);
  await fallbackLink(page).scrollIntoViewIfNeeded();
  await expect(submitButton(formElement(page))).toBeVisible();
});

for (const [interaction, interact] of [
  [
    "the pointer enters it",
    (page) => formElement(page).dispatchEvent("pointerenter", { bubbles: false }),
  ],
  ["it receives the focus", (page) => fallbackLink(page).focus()],
]) {
  test(`a lazy form loads when ${interaction}`, async ({ page }) => {
    // Disables loading by proximity to the viewport.
    await page.addInitScript(() => {
      window.IntersectionObserver = class {
        observe() {}
        disconnect() {}
      };
    });
    await openHostPage(page, {
      body: `<open-ticket loading="lazy">${FALLBACK_LINK}</open-ticket>`,
    });
    await page.waitForLoadState("networkidle");
    await expect(fallbackLink(page)).toBeVisible();
    await interact(page);
    await expect(submitButton(formElement(page))).toBeVisible();
  });
}
