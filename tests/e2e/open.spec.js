// A guest opens a ticket, and what its reader finds is what was written, byte for byte.
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures.js";
import { answerTechnical, SECRET } from "./technical.js";
import { ADA } from "./ticket-form.js";

const RANDOM = { name: "random.bin", bytes: randomBytes(3_000_000) };
const NOTE = {
  name: "Zürich 🎫.txt",
  bytes: Buffer.from('Grüezi\r\nmit 🎫, \0 und \\ "Gänsefüßchen" + & = %\n'),
};

/** Lets a request's body out slowly enough for its progress to be seen. */
async function withSlowUpload(page, act) {
  const session = await page.context().newCDPSession(page);
  const network = { offline: false, latency: 0, downloadThroughput: -1 };
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", { ...network, uploadThroughput: 2e6 });
  await act();
  await session.send("Network.emulateNetworkConditions", { ...network, uploadThroughput: -1 });
}

async function downloaded(page, name) {
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name }).click();
  const download = await started;
  expect(download.suggestedFilename()).toBe(name);
  return readFile(await download.path());
}

test("a guest opens a ticket with files, and its reader finds every byte", async ({
  form,
  page,
}) => {
  await form.open();
  await form.fill({ name: ADA.name, email: ADA.email, department: "Technical" });
  await form.priority.selectOption("High");
  await form.subject.fill("web-1 answers 500 🎫");

  await form.message.pressSequentially("# Since Tuesday\n\n**web-1** fails");
  await expect(form.preview.getByRole("heading", { name: "Since Tuesday" })).toBeVisible();
  await expect(form.preview.locator("strong")).toHaveText("web-1");
  await form.message.pressSequentially(":\n\n- restarted\n`nothing` in the log\n\n");
  await expect(form.preview.getByRole("listitem")).toHaveText(["restarted", "nothing in the log"]);

  await answerTechnical(form);
  await form.attach(RANDOM, NOTE);
  await expect(form.remove(RANDOM.name)).toBeVisible();
  await expect(form.remove(NOTE.name)).toBeVisible();

  await withSlowUpload(page, async () => {
    await form.send.click();
    await expect(form.progress).toHaveAttribute("aria-valuetext", /^\d\.\d of 3\.0 MB$/);
    await expect(form.done).toBeVisible({ timeout: 60_000 });
  });
  const number = await form.number();
  await expect(form.done).toBeFocused();

  await form.view.click();
  await expect(page).toHaveURL(/\/sandbox\/viewticket\.php/);
  const ticket = page.getByRole("main");
  await expect(ticket).toContainText(number);
  await expect(ticket).toContainText("web-1 answers 500 🎫");
  await expect(ticket).toContainText("High");
  await expect(ticket.getByRole("heading", { name: "Since Tuesday" })).toBeVisible();
  await expect(ticket.locator(".message strong")).toHaveText("web-1");
  await expect(ticket.locator(".message li")).toHaveText(["restarted", "nothing in the log"]);
  await expect(ticket).not.toContainText(SECRET);
  expect(await downloaded(page, RANDOM.name)).toEqual(RANDOM.bytes);
  expect(await downloaded(page, NOTE.name)).toEqual(NOTE.bytes);
});

test("a ticket of text alone is opened", async ({ form, page }) => {
  await form.open();
  await form.fill(ADA);
  await form.send.click();
  const number = await form.number();
  await form.view.click();
  const ticket = page.getByRole("main");
  await expect(ticket).toContainText(number);
  await expect(ticket).toContainText(ADA.subject);
  await expect(ticket.locator(".message strong")).toHaveText("Tuesday");
});

test("another ticket can be opened after the first, with nothing of it left", async ({ form }) => {
  await form.open();
  await form.fill(ADA);
  await form.attach(NOTE);
  await form.send.click();
  const first = await form.number();
  await form.host.getByRole("button", { name: "Open another" }).click();
  await expect(form.message).toHaveValue("");
  await expect(form.subject).toHaveValue("");
  await expect(form.remove(NOTE.name)).toHaveCount(0);
  await form.fill(ADA);
  await form.send.click();
  expect(await form.number()).not.toBe(first);
});

test("a file that was taken out does not go along", async ({ form, page }) => {
  await form.open();
  await form.fill(ADA);
  await form.attach(NOTE, { name: "second.txt", bytes: Buffer.from("two") });
  await form.remove(NOTE.name).click();
  await expect(form.remove("second.txt")).toBeFocused();
  await form.send.click();
  await form.view.click();
  await expect(page.getByRole("link", { name: "second.txt" })).toBeVisible();
  await expect(page.getByRole("link", { name: NOTE.name })).toHaveCount(0);
});
