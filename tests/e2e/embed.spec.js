// What a page that embeds the form can rely on.

import { expect, test } from "./fixtures.js";
import { FALLBACK, formIn, openHost, SCRIPT } from "./host.js";
import { ADA } from "./ticket-form.js";

const send = (form) => form.getByRole("button", { name: /^Send/ });
const label = (form, name) => form.getByLabel(name);

const ATTRIBUTES = {
  endpoint: "/api/ticket",
  department: "3",
  subject: 'Broken & "quoted"',
  message: "**Bold**\n\n- item",
  name: "Ada",
  email: "ada@example.com",
  priority: "High",
};

async function isPrefilled(form) {
  await expect(label(form, "Subject")).toHaveValue(ATTRIBUTES.subject);
  await expect(label(form, "Your name")).toHaveValue(ATTRIBUTES.name);
  await expect(label(form, "Your email")).toHaveValue(ATTRIBUTES.email);
  await expect(label(form, "Priority")).toHaveValue(ATTRIBUTES.priority);
  await expect(label(form, "Department")).toHaveValue("3");
  await expect(form.getByRole("textbox", { name: "Message" })).toHaveValue(ATTRIBUTES.message);
}

test("attributes fill the form in", async ({ page }) => {
  const quoted = ([name, value]) => `${name}="${value.replaceAll('"', "&quot;")}"`;
  const attributes = Object.entries(ATTRIBUTES).map(quoted).join(" ");
  await openHost(page, { body: `<open-ticket ${attributes}></open-ticket>` });
  await isPrefilled(formIn(page));
});

test("properties say what attributes say, set before the script came or after", async ({
  page,
}) => {
  await openHost(page, { body: "" });
  const values = await page.evaluate(async (attributes) => {
    const element = document.createElement("open-ticket");
    document.body.append(element);
    Object.assign(element, attributes);
    await customElements.whenDefined("open-ticket");
    const before = Object.fromEntries(
      [...element.attributes].map(({ name, value }) => [name, value]),
    );
    element.theme = "dark";
    element.name = null;
    return { before, theme: element.getAttribute("theme"), name: element.getAttribute("name") };
  }, ATTRIBUTES);
  expect(values).toEqual({ before: ATTRIBUTES, theme: "dark", name: null });
});

test("a script's own form: options, events and a handle", async ({ page }) => {
  await openHost(page, { body: `<div id="support">${FALLBACK}</div>` });
  await page.evaluate(async (options) => {
    const { createTicketForm } = await import("/open-ticket-element.js");
    window.heard = [];
    const hear = (name) => (detail) => window.heard.push([name, detail]);
    const events = { ready: hear("ready"), opened: hear("opened"), send: hear("send") };
    window.form = createTicketForm("#support", { ...options, department: "1", events });
  }, ATTRIBUTES);
  const form = formIn(page);
  await expect(label(form, "Subject")).toHaveValue(ATTRIBUTES.subject);
  await expect(page.getByText("Open a ticket here")).toBeHidden();
  await send(form).click();
  await expect(form.getByRole("heading", { name: /is open$/ })).toBeVisible();
  const heard = await page.evaluate(() => window.heard);
  expect(heard.map(([name]) => name)).toEqual(["ready", "send", "opened"]);
  expect(Object.keys(heard[2][1]).sort()).toEqual(["id", "number"]);
  await page.evaluate(() => window.form.remove());
  await expect(form).toHaveCount(0);
  await expect(page.locator("#support").getByText("Open a ticket here")).toBeVisible();
});

test("an element that says data-open-ticket becomes a form", async ({ page }) => {
  const data = `data-subject="From data" data-department="2"`;
  await openHost(page, { body: `<div data-open-ticket ${data}>${FALLBACK}</div>` });
  await expect(label(formIn(page), "Subject")).toHaveValue("From data");
  await expect(page.getByText("Open a ticket here")).toBeHidden();
});

test("twice the script starts an element once", async ({ page }) => {
  const again = `<script type="module" src="/open-ticket.js?v=2"></script>`;
  const body = `<div data-open-ticket data-subject="Once">${FALLBACK}</div>`;
  await openHost(page, { head: SCRIPT + again, body });
  await expect(label(formIn(page), "Subject")).toHaveValue("Once");
  await page.waitForLoadState("networkidle");
  await expect(page.locator("open-ticket")).toHaveCount(1);
});

test("reset empties the form down to what the page fills in", async ({ page }) => {
  await openHost(page, { body: `<open-ticket subject="Mine"></open-ticket>` });
  const form = formIn(page);
  await label(form, "Subject").fill("Another");
  await label(form, "Your name").fill("Ada");
  await form.evaluate((element) => element.reset());
  await expect(label(form, "Subject")).toHaveValue("Mine");
  await expect(label(form, "Your name")).toHaveValue("");
  await expect(send(form)).toHaveCount(1);
});

test("focus goes to the first field, also before there is one", async ({ page }) => {
  await openHost(page, { body: `<open-ticket loading="lazy"></open-ticket>` });
  const form = formIn(page);
  await form.evaluate((element) => element.focus());
  await expect(label(form, "Your name")).toBeFocused();
  await label(form, "Subject").focus();
  await form.evaluate((element) => element.focus());
  await expect(label(form, "Your name")).toBeFocused();
});

test("what the page puts into the form stands where it says", async ({ page }) => {
  const slots = ["header", "before-send", "footer", "done"];
  const inside = slots.map((name) => `<p slot="${name}">at ${name}</p>`).join("");
  await openHost(page, { body: `<open-ticket>${inside}${FALLBACK}</open-ticket>` });
  const form = formIn(page);
  await expect(send(form)).toBeVisible();
  const top = async (locator) => (await locator.boundingBox()).y;
  const tops = [
    await top(page.getByText("at header")),
    await top(label(form, "Subject")),
    await top(page.getByText("at before-send")),
    await top(send(form)),
    await top(page.getByText("at footer")),
  ];
  expect(tops).toEqual(tops.toSorted((a, b) => a - b));
  await expect(page.getByText("at done")).toBeHidden();
  await expect(page.getByText("Open a ticket here")).toBeHidden();
  const { department, ...texts } = ADA;
  await label(form, "Department").selectOption({ label: department });
  await label(form, "Your name").fill(texts.name);
  await label(form, "Your email").fill(texts.email);
  await label(form, "Subject").fill(texts.subject);
  await form.getByRole("textbox", { name: "Message" }).fill(texts.message);
  await send(form).click();
  await expect(page.getByText("at done")).toBeVisible();
  await expect(page.getByText("at before-send")).toBeHidden();
});

test("a lazy form loads when it comes near, and not before", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const far = `<link rel="stylesheet" href="/demo.css"><pre>${"far\n".repeat(400)}</pre>`;
  await openHost(page, { body: `${far}<open-ticket loading="lazy">${FALLBACK}</open-ticket>` });
  await page.waitForLoadState("networkidle");
  expect(asked.filter((path) => path.includes("open-ticket-app"))).toEqual([]);
  await page.getByText("Open a ticket here").scrollIntoViewIfNeeded();
  await expect(send(formIn(page))).toBeVisible();
});

for (const [how, want] of [
  ["a pointer enters it", (link) => link.dispatchEvent("pointerenter", { bubbles: false })],
  ["the focus enters it", (link) => link.focus()],
]) {
  test(`a lazy form loads when ${how}`, async ({ page }) => {
    // A browser in which nothing ever comes near.
    await page.addInitScript(() => {
      window.IntersectionObserver = class {
        observe() {}
        disconnect() {}
      };
    });
    await openHost(page, { body: `<open-ticket loading="lazy">${FALLBACK}</open-ticket>` });
    const link = page.getByText("Open a ticket here");
    await page.waitForLoadState("networkidle");
    await expect(link).toBeVisible();
    await want(how.includes("pointer") ? formIn(page) : link);
    await expect(send(formIn(page))).toBeVisible();
  });
}
