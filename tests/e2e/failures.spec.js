// Whatever happens on the way, nothing that was typed or chosen is lost.
import { expect, recorded, test } from "./fixtures.js";
import { ADA } from "./ticket-form.js";

const NOTE = { name: "note.txt", bytes: Buffer.from("kept\n") };
const API = "**/api/ticket";

async function begin(form) {
  await form.open();
  await form.fill(ADA);
  await form.attach(NOTE);
  await expect(form.remove(NOTE.name)).toBeVisible();
  return form.content();
}

/** Answers the next sendings in the relay's place. */
async function answerWith(page, act) {
  await page.route(API, (route) =>
    route.request().method() === "POST" ? act(route) : route.continue(),
  );
}

const refusal = (message) => (route) => route.fulfill({ json: { result: "error", message } });

for (const [message, field, said] of [
  ["Email Address Invalid", "email", "Enter an email address like name@example.com"],
  ["Department ID not found", "department", "this one is not offered here"],
  ["Subject is required", "subject", "Enter a subject"],
  ["Message is required", "message", "Write a message"],
]) {
  test(`“${message}” is told at its field, and every word and file stays`, async ({
    form,
    page,
  }) => {
    const before = await begin(form);
    await answerWith(page, refusal(message));
    await form.send.click();
    await expect(form.summary.getByRole("link")).toHaveText([new RegExp(said)]);
    await form.summary.getByRole("link").click();
    await expect(form[field]).toBeFocused();
    expect(await form.saidAt(form[field])).toContain(said);
    expect(await form.content()).toEqual(before);
  });
}

test("an unknown refusal is quoted as text, never as markup", async ({ form, page }) => {
  const before = await begin(form);
  const message = "<img src=x onerror=alert(1)> Closed & away";
  await answerWith(page, refusal(message));
  await form.send.click();
  await expect(form.summary).toContainText(message);
  await expect(form.summary.locator("img")).toHaveCount(0);
  expect(await form.content()).toEqual(before);
});

test("after a refusal the mended ticket goes out with its file", async ({ form, page }) => {
  await begin(form);
  await answerWith(page, refusal("Email Address Invalid"));
  await form.send.click();
  await expect(form.summary).toBeVisible();
  await page.unroute(API);
  await form.email.fill("ada@example.org");
  await form.send.click();
  await form.view.click();
  await expect(page.getByRole("link", { name: NOTE.name })).toBeVisible();
});

recorded("two presses are one ticket", async ({ form, recorder }) => {
  await begin(form);
  await form.send.dblclick();
  await form.number();
  expect(recorder.bodies).toHaveLength(1);
});

test("without its rules the form says so, and tries again when asked", async ({
  form,
  page,
  complaints,
}) => {
  complaints.await(/net::ERR_FAILED/);
  await page.route(API, (route) => route.abort());
  await page.goto("/");
  await expect(form.summary.getByRole("heading")).toHaveText("The form could not be loaded");
  await page.unroute(API);
  await form.host.getByRole("button", { name: "Try again" }).click();
  await expect(form.send).toBeVisible();
});
