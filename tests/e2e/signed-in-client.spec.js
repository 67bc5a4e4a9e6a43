// A signed-in client: identified by a token, offered their own services, and asked to sign in again
// when the token has expired.
import { clientToken } from "./support/client-token.js";
import { shortenTimers, TOKEN_POLL_INTERVAL } from "./support/clock.js";
import { expect, test, testWithRecorder } from "./support/fixtures.js";

const INVOICE_TICKET = {
  department: "Billing",
  subject: "An invoice too many",
  message: "Which one is **right**?",
};

/** Mounts the form again, with a token. */
async function signIn(form, token) {
  await form.host.evaluate((element, token) => {
    const replacement = element.cloneNode();
    replacement.token = token;
    element.replaceWith(replacement);
  }, token);
}

const optionLabels = (select) => select.locator("option").allInnerTexts();

test("a client does not enter a name and email, and opens a ticket about their service", async ({
  form,
  page,
}) => {
  await form.open("/?as=client");
  await expect(form.host.getByText("Signed in as Ada Lovelace ada@example.com")).toBeVisible();
  await expect(form.name).toHaveCount(0);
  await expect(form.email).toHaveCount(0);
  expect((await optionLabels(form.relatedService)).join()).toMatch(/Cloud Server M.*example\.com/);

  await form.fill(INVOICE_TICKET);
  await form.relatedService.selectOption("S1");
  await form.submitButton.click();
  await form.ticketNumber();
  await form.viewTicketLink.click();
  const ticketPage = page.getByRole("main");
  for (const text of ["Billing", "Ada Lovelace", "ada@example.com", "S1"]) {
    await expect(ticketPage).toContainText(text);
  }
});

test("a guest enters name and email, and is offered neither services nor Billing", async ({
  form,
}) => {
  await form.open();
  await expect(form.name).toBeVisible();
  await expect(form.relatedService).toHaveCount(0);
  await expect(form.departmentOption("General")).toHaveCount(1);
  await expect(form.departmentOption("Billing")).toHaveCount(0);
});

test("the demo page links to the client's view and back", async ({ form, page }) => {
  await form.open();
  await page.getByRole("link", { name: "Sign in as a client" }).click();
  await expect(form.relatedService).toBeVisible();
  await page.getByRole("link", { name: "Sign out" }).click();
  await expect(form.name).toBeVisible();
});

testWithRecorder(
  "WHMCS receives the client's identity from the token alone",
  async ({ form, recorder }) => {
    await form.open();
    await signIn(form, clientToken());
    await expect(form.relatedService).toBeVisible();
    await form.fill(INVOICE_TICKET);
    await form.relatedService.selectOption("D1");
    await form.submitButton.click();
    await form.ticketNumber();
    const parameters = new URLSearchParams(recorder.bodies[0].toString());
    expect(parameters.get("clientid")).toBe("1");
    expect(parameters.get("domainid")).toBe("1");
    expect(parameters.has("name") || parameters.has("email")).toBe(false);
  },
);

testWithRecorder(
  "an expired or forged token keeps the input, and the next submission uses the new token",
  async ({ form, page, recorder, pageErrors }) => {
    pageErrors.expect(/status of 401/);
    await shortenTimers(page, TOKEN_POLL_INTERVAL);
    await form.open();
    await signIn(form, clientToken());
    await expect(form.relatedService).toBeVisible();
    await form.fill(INVOICE_TICKET);
    const before = await form.userInput();
    const setToken = (token) =>
      form.host.evaluate((element, token) => {
        element.token = token;
      }, token);

    await setToken(clientToken({ age: 3600 }));
    await form.submitButton.click();
    await expect(form.errorSummary.getByRole("heading")).toHaveText("Your session has expired");
    expect(await form.userInput()).toEqual(before);
    await setToken(clientToken({ key: "another key than the relay's, of 32 bytes or more" }));
    await form.submitButton.click();
    await expect(form.errorSummary.getByRole("heading")).toHaveText("You need to sign in again");
    expect(await form.userInput()).toEqual(before);

    await setToken(clientToken());
    await form.submitButton.click();
    await form.ticketNumber();
    expect(recorder.bodies).toHaveLength(1);
  },
);

testWithRecorder(
  "a host page that sets a fresh token on request needs no further action from the user",
  async ({ form, page, recorder, pageErrors }) => {
    pageErrors.expect(/status of 401/);
    await form.open();
    await page.exposeFunction("issueToken", () => clientToken());
    await page.evaluate(() => {
      window.tokenRequests = 0;
      document.addEventListener("open-ticket-token", async ({ target }) => {
        window.tokenRequests += 1;
        target.setToken(await window.issueToken());
      });
    });
    // Both the rules request and the submission are made with an expired token.
    await signIn(form, clientToken({ age: 3600 }));
    await expect(form.relatedService).toBeVisible();
    await form.fill(INVOICE_TICKET);
    await form.attach({ name: "invoice.txt", bytes: Buffer.from("twice") });
    const expired = clientToken({ age: 3600 });
    await form.host.evaluate((element, token) => element.setToken(token), expired);
    await form.submitButton.click();
    await form.ticketNumber();
    expect(await page.evaluate(() => window.tokenRequests)).toBe(2);
    expect(recorder.bodies).toHaveLength(1);
  },
);

testWithRecorder(
  "an expired token shows an error instead of the form",
  async ({ form, page, pageErrors }) => {
    pageErrors.expect(/status of 401/);
    await shortenTimers(page, TOKEN_POLL_INTERVAL);
    await form.open();
    await signIn(form, clientToken({ age: 3600 }));
    await expect(form.errorSummary.getByRole("heading")).toHaveText("Your session has expired");
    await expect(form.errorSummary.getByRole("button", { name: "Try again" })).toBeVisible();
  },
);
