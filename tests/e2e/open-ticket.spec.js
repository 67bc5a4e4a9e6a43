// Tickets of guests, from the form to the ticket page, which shows the input byte for byte.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, test } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { fillTechnicalFields, PASSWORD } from "./support/technical-department.js";

const RANDOM = { name: "random.bin", bytes: randomBytes(3_000_000) };
const NOTE = {
  name: "Zürich 🎫.txt",
  bytes: Buffer.from('Grüezi\r\nmit 🎫, \0 und \\ "Gänsefüßchen" + & = %\n'),
};

/** Throttles uploads to 2 MB/s, so that the progress is visible. */
async function withSlowUpload(page, action) {
  const session = await page.context().newCDPSession(page);
  const network = { offline: false, latency: 0, downloadThroughput: -1 };
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", { ...network, uploadThroughput: 2e6 });
  await action();
  await session.send("Network.emulateNetworkConditions", { ...network, uploadThroughput: -1 });
}

async function downloadAttachment(page, name) {
  const downloadEvent = page.waitForEvent("download");
  await page.getByRole("link", { name }).click();
  const download = await downloadEvent;
  expect(download.suggestedFilename()).toBe(name);
  return readFile(await download.path());
}

test("a ticket with custom fields and files is stored as entered", async ({ form, page }) => {
  await form.open();
  await form.fill({
    name: SAMPLE_TICKET.name,
    email: SAMPLE_TICKET.email,
    department: "Technical",
  });
  await form.priorityOption("High").check();
  await form.subject.fill("web-1 answers 500 🎫");

  await form.message.pressSequentially("# Since Tuesday\n\n**web-1** fails");
  await expect(form.preview.getByRole("heading", { name: "Since Tuesday" })).toBeVisible();
  await expect(form.preview.locator("strong")).toHaveText("web-1");
  await form.message.pressSequentially(":\n\n- restarted\n`nothing` in the log\n\n");
  await expect(form.preview.getByRole("listitem")).toHaveText(["restarted", "nothing in the log"]);

  await fillTechnicalFields(form);
  await form.attach(RANDOM, NOTE);
  await expect(form.removeButton(RANDOM.name)).toBeVisible();
  await expect(form.removeButton(NOTE.name)).toBeVisible();

  await withSlowUpload(page, async () => {
    await form.submitButton.click();
    await expect(form.progressBar).toHaveAttribute("aria-valuetext", /^\d\.\d of 3\.0 MB · \d+%$/);
    await expect(form.confirmation).toBeVisible({ timeout: 60_000 });
  });
  const number = await form.ticketNumber();
  await expect(form.confirmation).toBeFocused();

  await form.viewTicketLink.click();
  await expect(page).toHaveURL(/\/sandbox\/viewticket\.php/);
  const ticketPage = page.getByRole("main");
  await expect(ticketPage).toContainText(number);
  await expect(ticketPage).toContainText("web-1 answers 500 🎫");
  await expect(ticketPage).toContainText("High");
  await expect(ticketPage.getByRole("heading", { name: "Since Tuesday" })).toBeVisible();
  await expect(ticketPage.locator(".message strong")).toHaveText("web-1");
  await expect(ticketPage.locator(".message li")).toHaveText(["restarted", "nothing in the log"]);
  await expect(ticketPage).not.toContainText(PASSWORD);
  for (const { name, bytes } of [RANDOM, NOTE]) {
    const received = await downloadAttachment(page, name);
    expect(received.equals(bytes), name).toBe(true);
  }
});

test("a ticket without files is opened", async ({ form, page }) => {
  await form.open();
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  const number = await form.ticketNumber();
  await form.viewTicketLink.click();
  const ticketPage = page.getByRole("main");
  await expect(ticketPage).toContainText(number);
  await expect(ticketPage).toContainText(SAMPLE_TICKET.subject);
  await expect(ticketPage.locator(".message strong")).toHaveText("Tuesday");
});

test("after the confirmation an empty form opens another ticket", async ({ form }) => {
  await form.open();
  await form.fill(SAMPLE_TICKET);
  await form.attach(NOTE);
  await form.submitButton.click();
  const firstNumber = await form.ticketNumber();
  await form.openAnotherButton.click();
  await expect(form.message).toHaveValue("");
  await expect(form.subject).toHaveValue("");
  await expect(form.removeButton(NOTE.name)).toHaveCount(0);
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  expect(await form.ticketNumber()).not.toBe(firstNumber);
});

test("a removed file is not uploaded", async ({ form, page }) => {
  await form.open();
  await form.fill(SAMPLE_TICKET);
  await form.attach(NOTE, { name: "second.txt", bytes: Buffer.from("two") });
  await form.removeButton(NOTE.name).click();
  await expect(form.removeButton("second.txt")).toBeFocused();
  await form.submitButton.click();
  await form.viewTicketLink.click();
  await expect(page.getByRole("link", { name: "second.txt" })).toBeVisible();
  await expect(page.getByRole("link", { name: NOTE.name })).toHaveCount(0);
});
