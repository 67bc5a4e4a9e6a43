// Attributes that change while a user uses the form: signing in or out shows the right form and
// keeps the input, another endpoint is used from then on, and a prefilled value follows its
// attribute until the user changes it.
import { clientToken } from "./support/client-token.js";
import { shortenTimers, TOKEN_POLL_INTERVAL } from "./support/clock.js";
import { expect, test, testWithRecorder } from "./support/fixtures.js";
import { openHostPage } from "./support/host-page.js";
import { recordRequests } from "./support/record-requests.js";

const setAttributes = (form, attributes) =>
  form.host.evaluate((element, attributes) => Object.assign(element, attributes), attributes);

const element = (attributes = "") => ({ body: `<open-ticket ${attributes}></open-ticket>` });

async function openElement({ page, form }, attributes) {
  await openHostPage(page, element(attributes));
  await expect(form.submitButton).toBeVisible();
}

testWithRecorder(
  "a client who signs in while writing keeps the input and opens a ticket as a client",
  async ({ page, form, recorder }) => {
    await openElement({ page, form });
    await form.fill({ name: "Ada", subject: "An invoice too many", message: "Which one?" });
    await form.attach({ name: "invoice.txt", bytes: Buffer.from("twice") });
    await form.message.focus();
    await page.keyboard.type(" The first");
    await setAttributes(form, { token: clientToken() });
    await expect(form.host.getByText("Signed in as")).toBeVisible();
    await expect(form.name).toHaveCount(0);
    // The text area was not rebuilt: it has the caret, and what is typed next is undone alone.
    await page.keyboard.type(" or the second");
    await expect(form.message).toHaveValue("Which one? The first or the second");
    await expect(form.subject).toHaveValue("An invoice too many");
    await form.departmentOption("Billing").check();
    await form.relatedService.selectOption("S1");
    await form.submitButton.click();
    await form.ticketNumber();
    const parameters = new URLSearchParams(recorder.bodies[0].toString());
    expect(parameters.get("clientid")).toBe("1");
    expect(parameters.get("serviceid")).toBe("1");
    expect(parameters.has("name")).toBe(false);
    expect(parameters.get("attachments")).not.toBeNull();
  },
);

testWithRecorder(
  "a client who signs out gets a guest's form, which opens a ticket",
  async ({ page, form, recorder }) => {
    await openElement({ page, form }, `token="${clientToken()}"`);
    await form.fill({ department: "Billing", subject: "An invoice", message: "Which one?" });
    await form.host.evaluate((element) => element.setToken(null));
    await expect(form.name).toBeVisible();
    await expect(form.relatedService).toHaveCount(0);
    await expect(form.message).toHaveValue("Which one?");
    // Guests cannot write to Billing.
    await expect(form.selectedDepartment).toHaveCount(0);
    await form.fill({ name: "Grace", email: "grace@example.com", department: "General" });
    await form.submitButton.click();
    await form.ticketNumber();
    const parameters = new URLSearchParams(recorder.bodies[0].toString());
    expect(parameters.get("name")).toBe("Grace");
    expect(parameters.has("clientid")).toBe(false);
  },
);

test("a problem with a missing field reloads the rules and shows the field", async ({
  page,
  form,
}) => {
  await openElement({ page, form }, `token="${clientToken()}"`);
  await form.fill({ department: "General", subject: "An invoice", message: "Which one?" });
  // The page's session ends without an event, and Send is pressed before the form detects it.
  await form.host.evaluate((element) => {
    element.shadowRoot.querySelector("form").requestSubmit();
    element.removeAttribute("token");
  });
  await expect(form.name).toBeVisible();
  await expect(form.errorSummary.getByRole("link").first()).toHaveText(/name/);
  await form.errorSummary.getByRole("link").first().click();
  await expect(form.name).toBeFocused();
});

test("a token that is set after an expired one loads the form without a click", async ({
  page,
  form,
  pageErrors,
}) => {
  pageErrors.expect(/status of 401/);
  await shortenTimers(page, TOKEN_POLL_INTERVAL);
  await openHostPage(page, element(`token="${clientToken({ age: 3600 })}"`));
  await expect(form.errorSummary).toContainText("Your session has expired");
  await setAttributes(form, { token: clientToken() });
  await expect(form.relatedService).toBeVisible();
});

test("a page that keeps setting expired tokens causes no endless requests", async ({
  page,
  form,
  pageErrors,
}) => {
  pageErrors.expect(/status of 401/);
  await openElement({ page, form });
  const requests = recordRequests(page, (request) => request.url().endsWith("/api/ticket"));
  const expired = [1, 2, 3, 4, 5, 6].map((index) => clientToken({ age: 3600 + index }));
  await page.evaluate((expired) => {
    document.addEventListener("open-ticket-token", ({ target }) => {
      target.token = expired.pop();
    });
  }, expired);
  await setAttributes(form, { token: clientToken({ age: 4000 }) });
  await expect.poll(() => requests.length).toBe(2);
  await page.waitForLoadState("networkidle");
  expect(requests).toHaveLength(2);
  await expect(form.submitButton).toBeVisible();
});

test("a token that is renewed for the same client changes nothing in the form", async ({
  page,
  form,
}) => {
  await openElement({ page, form }, `token="${clientToken({ age: 1 })}"`);
  const option = form.departmentOption("Technical");
  await option.focus();
  const radio = await option.elementHandle();
  const response = page.waitForResponse("**/api/ticket");
  await setAttributes(form, { token: clientToken() });
  await (await response).finished();
  await page.waitForLoadState("networkidle");
  expect(await radio.evaluate((node) => node.isConnected)).toBe(true);
  await expect(option).toBeFocused();
});

test("the focus stays at its field when another requester's fields replace it", async ({
  page,
  form,
}) => {
  await openElement({ page, form });
  await form.departmentOption("Technical").focus();
  await setAttributes(form, { token: clientToken() });
  await expect(form.relatedService).toBeVisible();
  await expect(form.departmentOption("Technical")).toBeFocused();
  await setAttributes(form, { token: null });
  await expect(form.name).toBeVisible();
  await form.name.focus();
  await setAttributes(form, { token: clientToken() });
  await expect(form.relatedService).toBeVisible();
  await expect(form.departmentOption("General")).toBeFocused();
});

test("the rules are requested from a changed endpoint, which receives the ticket", async ({
  page,
  form,
}) => {
  await page.route("**/other/ticket**", (route) =>
    route.continue({ url: route.request().url().replace("/other/", "/api/") }),
  );
  const requested = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (/ticket/.test(pathname)) requested.push(`${request.method()} ${pathname}`);
  });
  await openElement({ page, form }, `department="1" subject="a" message="b" name="Ada"`);
  await form.fill({ email: "ada@example.com" });
  await setAttributes(form, { endpoint: "/other/ticket" });
  await expect.poll(() => requested).toContain("GET /other/ticket");
  await expect(form.email).toHaveValue("ada@example.com");
  await form.submitButton.click();
  await form.ticketNumber();
  expect(requested.at(-1)).toBe("POST /other/ticket");
});

test("an endpoint that changes during a submission is used for the next ticket", async ({
  page,
  form,
}) => {
  await page.route("**/other/ticket**", (route) =>
    route.continue({ url: route.request().url().replace("/other/", "/api/") }),
  );
  // Recorded immediately: the route changes a request's URL afterwards.
  const requested = [];
  page.on("request", (request) => {
    requested.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  await openElement({ page, form }, `department="1" subject="a" message="b" name="Ada"`);
  await form.fill({ email: "ada@example.com" });
  await page.evaluate(() => {
    document.addEventListener("open-ticket-submit", ({ target }) => {
      target.endpoint = "/other/ticket";
    });
  });
  await form.submitButton.click();
  await form.ticketNumber();
  await expect.poll(() => requested).toContain("GET /other/ticket");
  expect(requested).toContain("POST /api/ticket");
});

/** Attributes that prefill a field: the field, two values, and a value that the user enters. */
const PREFILLED = {
  department: { field: "selectedDepartment", values: ["1", "3"], group: "department", typed: "1" },
  priority: {
    field: "selectedPriority",
    values: ["High", "Low"],
    group: "priority",
    typed: "Medium",
  },
  name: { field: "name", values: ["Ada", "Grace"], typed: "Joan" },
  email: { field: "email", values: ["a@example.com", "b@example.com"], typed: "c@example.com" },
  subject: { field: "subject", values: ["One", "Two"], typed: "Mine" },
  message: { field: "message", values: ["**One**", "**Two**"], typed: "Mine" },
};

test("a prefilled value follows its attribute until the user changes it", async ({
  page,
  form,
}) => {
  await openElement({ page, form });
  for (const [name, { field, values }] of Object.entries(PREFILLED)) {
    for (const value of values) {
      await setAttributes(form, { [name]: value });
      await expect(form[field], name).toHaveValue(value);
    }
  }
  // The preview follows too.
  await form.tab("Preview").click();
  await expect(form.preview.locator("strong")).toHaveText("Two");
  await form.tab("Write").click();
  for (const [name, { field, values, group, typed }] of Object.entries(PREFILLED)) {
    if (group) await form[group].locator(`[value="${typed}"]`).click();
    else await form[field].fill(typed);
    await setAttributes(form, { [name]: values[0] });
    await expect(form[field], name).toHaveValue(typed);
  }
  // After a reset, the fields follow their attributes again.
  await form.host.evaluate((element) => element.reset());
  for (const [name, { field, values }] of Object.entries(PREFILLED)) {
    await expect(form[field], name).toHaveValue(values[0]);
  }
});

test("related is selected once the client is known", async ({ page, form }) => {
  await openElement({ page, form }, `related="S1"`);
  await setAttributes(form, { token: clientToken() });
  await expect(form.relatedService).toHaveValue("S1");
  await setAttributes(form, { related: "D1" });
  await expect(form.relatedService).toHaveValue("D1");
});

test("theme changes immediately, and eager loads a lazy form", async ({ page, form }) => {
  const spacer = `<link rel="stylesheet" href="/demo.css"><pre>${"far\n".repeat(400)}</pre>`;
  await openHostPage(page, { body: `${spacer}<open-ticket loading="lazy"></open-ticket>` });
  await page.waitForFunction(() => customElements.get("open-ticket"));
  await setAttributes(form, { loading: "eager" });
  await expect(form.submitButton).toBeVisible();
  const scheme = () => form.submitButton.evaluate((node) => getComputedStyle(node).colorScheme);
  await setAttributes(form, { theme: "dark" });
  expect(await scheme()).toBe("dark");
  await setAttributes(form, { theme: "light" });
  expect(await scheme()).toBe("light");
});
