// The list of files: thumbnails and excerpts, removal with undo, the focus and announcements.
import { APPEARANCES, horizontalOverflow } from "./support/appearances.js";
import { axeViolations } from "./support/axe.js";
import { installClock } from "./support/clock.js";
import { dropFiles } from "./support/drag-and-drop.js";
import { expect, test } from "./support/fixtures.js";
import { tabTo } from "./support/keyboard.js";
import { recordAnnouncements } from "./support/live-regions.js";
import { png } from "./support/png.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { TemporaryFiles } from "./support/temporary-files.js";

const textFile = (name, lines = 1) => ({
  name,
  bytes: Buffer.from(`line of ${name}\n`.repeat(lines)),
});
const undoButton = (form, name) => form.host.getByRole("button", { name: `Undo ${name}` });
const rows = (form) => form.host.getByRole("listitem");

/** Returns a function that returns the number of object URLs in use. */
async function countObjectUrls(page) {
  await page.addInitScript(() => {
    window.objectUrls = new Set();
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (file) => {
      const url = createObjectURL.call(URL, file);
      window.objectUrls.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => {
      window.objectUrls.delete(url);
      revokeObjectURL.call(URL, url);
    };
  });
  return () => page.evaluate(() => window.objectUrls.size);
}

test("an image has a thumbnail, other files show their type", async ({ form }) => {
  await form.open();
  await form.attach(
    { name: "real.png", bytes: png(40, 30) },
    { name: "false.png", bytes: Buffer.from("no picture") },
    { name: "drawing.svg", bytes: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") },
  );
  const thumbnail = (name) => rows(form).filter({ hasText: name }).locator("img");
  await expect(thumbnail("real.png")).toBeVisible();
  expect(await thumbnail("real.png").evaluate((img) => img.naturalWidth)).toBe(40);
  await expect(thumbnail("false.png")).toBeHidden();
  await expect(rows(form).filter({ hasText: "false.png" }).locator(".file-type")).toHaveText("png");
  await expect(thumbnail("drawing.svg")).toHaveCount(0);
});

test("object URLs are revoked when a file is removed, after submission and with the form", async ({
  form,
  page,
}) => {
  const objectUrls = await countObjectUrls(page);
  await form.open();
  const images = ["a.png", "b.png", "c.png"].map((name, n) => ({ name, bytes: png(9, 9, n) }));
  await form.attach(...images);
  await expect.poll(objectUrls).toBe(3);
  await form.removeButton("b.png").click();
  await expect.poll(objectUrls).toBe(2);
  await undoButton(form, "b.png").click();
  await expect.poll(objectUrls).toBe(3);
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await form.ticketNumber();
  await expect.poll(objectUrls).toBe(0);

  await form.openAnotherButton.click();
  await form.attach(...images);
  await expect.poll(objectUrls).toBe(3);
  await page.evaluate(() => document.querySelector("open-ticket").remove());
  await expect.poll(objectUrls).toBe(0);
});

test("the first lines of a text file can be shown, and no more of it is read", async ({
  form,
  page,
}) => {
  await page.addInitScript(() => {
    window.bytesRead = 0;
    const { arrayBuffer } = Blob.prototype;
    Blob.prototype.arrayBuffer = function () {
      window.bytesRead += this.size;
      return arrayBuffer.call(this);
    };
  });
  await form.open();
  const lines = Array.from({ length: 60_000 }, (_, n) => `line ${n} <b>é\u0007</b>`).join("\n");
  await form.attach({ name: "error.log", bytes: Buffer.from(lines) });
  await expect.poll(() => page.evaluate(() => window.bytesRead)).toBe(1);
  await rows(form).getByText("Preview").click();
  const excerpt = rows(form).locator("pre");
  await expect(excerpt).toContainText("line 11 <b>é</b>\n…");
  await expect(excerpt).not.toContainText("line 12");
  expect(await page.evaluate(() => window.bytesRead)).toBeLessThanOrEqual(4_097);
});

test("a removed file can be restored at its old position", async ({ form, page }) => {
  await form.open();
  await form.attach(textFile("a.txt"), textFile("b.txt"), textFile("c.txt"));
  await form.removeButton("b.txt").click();
  await expect(form.removeButton("c.txt")).toBeFocused();
  await expect(rows(form)).toHaveText([/a\.txt/, /b\.txt.*Removed.*Undo/s, /c\.txt/]);
  await undoButton(form, "b.txt").click();
  await expect(form.removeButton("b.txt")).toBeFocused();
  await expect(rows(form).locator(".name")).toHaveText(["a.txt", "b.txt", "c.txt"]);
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await form.viewTicketLink.click();
  await expect(page.getByRole("link", { name: "b.txt" })).toBeVisible();
});

test("a removed file can be restored for ten seconds, and longer while the button has the focus", async ({
  form,
  page,
}) => {
  await installClock(page);
  await form.open();
  await form.attach(textFile("a.txt"), textFile("b.txt"), textFile("c.txt"));
  await form.removeButton("a.txt").click();
  await form.removeButton("b.txt").click();
  await page.mouse.move(0, 0);
  await undoButton(form, "b.txt").focus();
  await page.clock.runFor(5_000);
  await expect(undoButton(form, "a.txt")).toBeVisible();
  await page.clock.runFor(5_000);
  await expect(undoButton(form, "a.txt")).toHaveCount(0);
  await page.clock.runFor(60_000);
  await expect(undoButton(form, "b.txt")).toBeFocused();
  await form.removeButton("c.txt").focus();
  await page.clock.runFor(10_100);
  await expect(undoButton(form, "b.txt")).toHaveCount(0);
  await expect(rows(form).locator(".name")).toHaveText(["c.txt"]);
});

test("a removed file is not sent with the ticket", async ({ form, page }) => {
  await form.open();
  await form.fill(SAMPLE_TICKET);
  await form.attach(textFile("a.txt"), textFile("b.txt"));
  await form.removeButton("a.txt").click();
  await form.submitButton.click();
  await form.viewTicketLink.click();
  await expect(page.getByRole("link", { name: "b.txt" })).toBeVisible();
  await expect(page.getByRole("link", { name: "a.txt" })).toHaveCount(0);
});

test("a removed form leaves no active timers or listeners", async ({ form, page }) => {
  const temporaryFiles = new TemporaryFiles({ "late.txt": "x" });
  await installClock(page);
  await form.open();
  await form.attach(textFile("a.txt"));
  await form.removeButton("a.txt").click();
  await dropFiles(page, form.subject, temporaryFiles.path("late.txt"));
  await page.evaluate(() => document.querySelector("open-ticket").remove());
  await page.clock.runFor(20_000);
  const prevented = await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["x"], "x.txt"));
    const event = new DragEvent("dragover", { dataTransfer, cancelable: true, bubbles: true });
    return !document.body.dispatchEvent(event);
  });
  expect(prevented).toBe(false);
  temporaryFiles.remove();
});

test("files can be attached, previewed, removed and restored by keyboard", async ({
  form,
  page,
}) => {
  await form.open();
  // Called before the keys are pressed: Playwright misses a file chooser that opens too soon after this call.
  const chooser = page.waitForEvent("filechooser");
  await form.fill(SAMPLE_TICKET);
  await tabTo(form.attachButton);
  await page.keyboard.press("Space");
  await (await chooser).setFiles(
    ["one.log", "two.log", "three.log", "setup.exe"].map((name) => ({
      name,
      mimeType: "text/plain",
      buffer: Buffer.from(`text of ${name}`),
    })),
  );
  await tabTo(rows(form).filter({ hasText: "one.log" }).locator("summary"));
  await page.keyboard.press("Enter");
  await expect(rows(form).locator("pre").first()).toHaveText("text of one.log");
  await tabTo(form.removeButton("setup.exe"));
  await page.keyboard.press("Enter");
  await expect(form.removeButton("three.log")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(form.removeButton("two.log")).toBeFocused();
  await tabTo(undoButton(form, "three.log"));
  await page.keyboard.press("Enter");
  await expect(form.removeButton("three.log")).toBeFocused();
  await tabTo(form.removeButton("two.log"), "Shift+Tab");
  await page.keyboard.press("Space");
  await tabTo(form.submitButton);
  await page.keyboard.press("Enter");
  await form.ticketNumber();
  await form.viewTicketLink.click();
  await expect(page.getByRole("link", { name: "one.log" })).toBeVisible();
  await expect(page.getByRole("link", { name: "three.log" })).toBeVisible();
  await expect(page.getByRole("link", { name: "two.log" })).toHaveCount(0);
});

test("removing the last file moves the focus to the attach button", async ({ form }) => {
  await form.open();
  await form.attach(textFile("a.txt"), textFile("b.txt"));
  await form.removeButton("b.txt").click();
  await expect(form.removeButton("a.txt")).toBeFocused();
  await form.removeButton("a.txt").press("Enter");
  await expect(form.attachButton).toBeFocused();
});

test("each change to the list of files is announced once", async ({ form, page }) => {
  await installClock(page);
  await form.open();
  const announcements = await recordAnnouncements(form);
  await form.attach(textFile("a.txt"), textFile("b.txt"));
  await form.attach(textFile("c.txt"), textFile("setup.exe"));
  await form.attach(textFile("d.txt"));
  await form.attach(textFile("a.txt"));
  await expect(form.host.locator(".files .invalid")).toHaveCount(2);
  await form.removeButton("b.txt").click();
  await undoButton(form, "b.txt").click();
  await form.removeButton("setup.exe").click();
  await page.mouse.move(0, 0);
  await page.clock.runFor(11_000);
  await expect(undoButton(form, "setup.exe")).toHaveCount(0);
  expect(await announcements()).toEqual([
    "2 files added. 2 files in total.",
    "2 files added. 4 files in total.",
    "! There is 1 problem with your files.",
    "File added. 5 files in total.",
    "File added. 6 files in total.",
    "! There is 1 problem with your files.",
    "b.txt removed. You can undo this for 10 seconds.",
    "b.txt added again.",
    "setup.exe removed. You can undo this for 10 seconds.",
  ]);
});

test("adding a hundred files changes the list once and makes one announcement", async ({
  form,
  page,
}) => {
  await form.open();
  const announcements = await recordAnnouncements(form);
  await form.host.evaluate((host) => {
    window.listChanges = 0;
    const list = host.shadowRoot.querySelector(".files");
    new MutationObserver(() => {
      window.listChanges += 1;
    }).observe(list, { childList: true });
    const bytes = new Uint8Array(1_000_000);
    const transfer = new DataTransfer();
    for (let n = 0; n < 100; n += 1) transfer.items.add(new File([bytes], `${n}.bin`));
    const input = host.shadowRoot.querySelector("#open-ticket-files");
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await expect(rows(form)).toHaveCount(100);
  expect(await page.evaluate(() => window.listChanges)).toBe(1);
  expect(await announcements()).toEqual([
    "100 files added. 100 files in total.",
    "! There are 2 problems with your files.",
  ]);
});

for (const appearance of ["light", "dark", "on a phone"]) {
  test(`a list with every kind of row has no axe violations, ${appearance}`, async ({
    form,
    page,
  }) => {
    await APPEARANCES[appearance](page);
    await form.open();
    await form.attach(
      { name: `${"supercalifragilistic".repeat(10)}.png`, bytes: png(40, 30) },
      textFile("error.log", 30),
      textFile("setup.exe"),
      { name: "a\u202eb.txt", bytes: Buffer.from("x") },
      textFile("out.txt"),
    );
    await form.removeButton("out.txt").click();
    await rows(form).getByText("Preview").first().click();
    await expect(rows(form).locator("pre").first()).toContainText("line of error.log");
    expect(await axeViolations(page)).toEqual([]);
    expect(await horizontalOverflow(page)).toBe(0);
  });
}
