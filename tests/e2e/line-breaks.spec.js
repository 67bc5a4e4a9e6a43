// Line breaks of a message: in the preview, in the ticket, and on the ticket page.
import { test as base, expect } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { callSandbox, ticketsWithSubject } from "./support/sandbox-api.js";
import { startSite } from "./support/site.js";

const MESSAGE = "Hello\nsecond line\n\n```\none\ntwo\n```\n\nRegards\nAda";
const WITH_HARD_BREAKS = "Hello  \nsecond line\n\n```\none\ntwo\n```\n\nRegards  \nAda";

/** `test` with the setting of `[markdown] line_breaks`. */
const test = base.extend({
  lineBreaks: ["hard", { option: true }],
  baseURL: async ({ lineBreaks }, use) => {
    const relay = await startSite(undefined, (config) =>
      config.replace('line_breaks = "hard"', `line_breaks = "${lineBreaks}"`),
    );
    await use(relay.url);
    await relay.stop();
  },
});

async function openTicket(form, subject) {
  await form.fill({ ...SAMPLE_TICKET, subject, message: MESSAGE });
  await form.submitButton.click();
  await form.ticketNumber();
}

async function storedMessage(origin, subject) {
  const [ticket] = await ticketsWithSubject(origin, subject);
  const { replies } = await callSandbox(origin, "GetTicket", { ticketid: ticket.id });
  return replies.reply[0].message;
}

test("Enter is a line break in the preview, in the ticket and on the ticket page", async ({
  form,
  page,
  baseURL,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await form.openWithEditor();
  await form.message.focus();
  await page.keyboard.type("Hello");
  await page.keyboard.press("Enter");
  await page.keyboard.type("second line");
  await expect(form.preview.locator("p")).toHaveText("Hellosecond line");
  await expect(form.preview.locator("p br")).toHaveCount(1);
  await openTicket(form, "Line breaks");
  expect(await storedMessage(baseURL, "Line breaks")).toBe(WITH_HARD_BREAKS);
  await page.goto(await form.viewTicketLink.getAttribute("href"));
  await expect(page.locator(".message br")).toHaveCount(2);
  await expect(page.locator(".message pre")).toHaveText("one\ntwo\n");
});

test.describe("with soft line breaks", () => {
  test.use({ lineBreaks: "soft" });

  test("the preview shows a space, and the ticket is sent as typed", async ({
    form,
    page,
    baseURL,
  }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await form.openWithEditor();
    await form.message.fill("Hello\nsecond line");
    await expect(form.preview.locator("p")).toHaveText("Hello second line");
    await expect(form.preview.locator("br")).toHaveCount(0);
    await openTicket(form, "Soft line breaks");
    expect(await storedMessage(baseURL, "Soft line breaks")).toBe(MESSAGE);
    await page.goto(await form.viewTicketLink.getAttribute("href"));
    await expect(page.locator(".message br")).toHaveCount(0);
  });
});
