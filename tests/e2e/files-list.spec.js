// The list of files: what each row shows, how a file is taken out and put back, what is said.
import { violations } from "./axe.js";
import { drop, OnDisk, png, stoppedClock } from "./files.js";
import { expect, test } from "./fixtures.js";
import { ADA } from "./ticket-form.js";
import { transcript } from "./transcript.js";

const text = (name, lines = 1) => ({ name, bytes: Buffer.from(`line of ${name}\n`.repeat(lines)) });
const undo = (form, name) => form.host.getByRole("button", { name: `Undo ${name}` });
const rows = (form) => form.host.getByRole("listitem");

/** Counts what is held open: addresses of files, given and given back. */
async function countAddresses(page) {
  await page.addInitScript(() => {
    window.held = new Set();
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (file) => {
      const address = createObjectURL.call(URL, file);
      window.held.add(address);
      return address;
    };
    URL.revokeObjectURL = (address) => {
      window.held.delete(address);
      revokeObjectURL.call(URL, address);
    };
  });
  return () => page.evaluate(() => window.held.size);
}

test("a picture is drawn small, and what cannot be drawn shows its kind", async ({ form }) => {
  await form.open();
  await form.attach(
    { name: "real.png", bytes: png(40, 30) },
    { name: "false.png", bytes: Buffer.from("no picture") },
    { name: "drawing.svg", bytes: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") },
  );
  const picture = (name) => rows(form).filter({ hasText: name }).locator("img");
  await expect(picture("real.png")).toBeVisible();
  expect(await picture("real.png").evaluate((img) => img.naturalWidth)).toBe(40);
  await expect(picture("false.png")).toBeHidden();
  await expect(rows(form).filter({ hasText: "false.png" }).locator(".kind")).toHaveText("png");
  await expect(picture("drawing.svg")).toHaveCount(0);
});

test("no file is held open any longer than its row, the ticket and the form are there", async ({
  form,
  page,
}) => {
  const held = await countAddresses(page);
  await form.open();
  const pictures = ["a.png", "b.png", "c.png"].map((name, n) => ({ name, bytes: png(9, 9, n) }));
  await form.attach(...pictures);
  await expect.poll(held).toBe(3);
  await form.remove("b.png").click();
  await expect.poll(held).toBe(2);
  await undo(form, "b.png").click();
  await expect.poll(held).toBe(3);
  await form.fill(ADA);
  await form.send.click();
  await form.number();
  await expect.poll(held).toBe(0);

  await form.host.getByRole("button", { name: "Open another" }).click();
  await form.attach(...pictures);
  await expect.poll(held).toBe(3);
  await page.evaluate(() => document.querySelector("open-ticket").remove());
  await expect.poll(held).toBe(0);
});

test("of a text the first lines can be looked at, and no more of it is read", async ({
  form,
  page,
}) => {
  await page.addInitScript(() => {
    window.read = 0;
    const { arrayBuffer } = Blob.prototype;
    Blob.prototype.arrayBuffer = function () {
      window.read += this.size;
      return arrayBuffer.call(this);
    };
  });
  await form.open();
  const lines = Array.from({ length: 60_000 }, (_, n) => `line ${n} <b>é\u0007</b>`).join("\n");
  await form.attach({ name: "error.log", bytes: Buffer.from(lines) });
  await expect.poll(() => page.evaluate(() => window.read)).toBe(1);
  await rows(form).getByText("First lines").click();
  const shown = rows(form).locator("pre");
  await expect(shown).toContainText("line 11 <b>é</b>\n…");
  await expect(shown).not.toContainText("line 12");
  expect(await page.evaluate(() => window.read)).toBeLessThanOrEqual(4_097);
});

test("a file that was taken out is put back in its old place", async ({ form, page }) => {
  await form.open();
  await form.attach(text("a.txt"), text("b.txt"), text("c.txt"));
  await form.remove("b.txt").click();
  await expect(form.remove("c.txt")).toBeFocused();
  await expect(rows(form)).toHaveText([/a\.txt/, /b\.txt.*Removed.*Undo/s, /c\.txt/]);
  await undo(form, "b.txt").click();
  await expect(form.remove("b.txt")).toBeFocused();
  await expect(rows(form).locator(".name")).toHaveText(["a.txt", "b.txt", "c.txt"]);
  await form.fill(ADA);
  await form.send.click();
  await form.view.click();
  await expect(page.getByRole("link", { name: "b.txt" })).toBeVisible();
});

test("after ten seconds it is gone, unless somebody is at the button", async ({ form, page }) => {
  await stoppedClock(page);
  await form.open();
  await form.attach(text("a.txt"), text("b.txt"), text("c.txt"));
  await form.remove("a.txt").click();
  await form.remove("b.txt").click();
  await page.mouse.move(0, 0);
  await undo(form, "b.txt").focus();
  await page.clock.runFor(5_000);
  await expect(undo(form, "a.txt")).toBeVisible();
  await page.clock.runFor(5_000);
  await expect(undo(form, "a.txt")).toHaveCount(0);
  await page.clock.runFor(60_000);
  await expect(undo(form, "b.txt")).toBeFocused();
  await form.remove("c.txt").focus();
  await page.clock.runFor(10_100);
  await expect(undo(form, "b.txt")).toHaveCount(0);
  await expect(rows(form).locator(".name")).toHaveText(["c.txt"]);
});

test("what was taken out does not go along, and cannot come back once the rest is sent", async ({
  form,
  page,
}) => {
  await form.open();
  await form.fill(ADA);
  await form.attach(text("a.txt"), text("b.txt"));
  await form.remove("a.txt").click();
  await form.send.click();
  await form.view.click();
  await expect(page.getByRole("link", { name: "b.txt" })).toBeVisible();
  await expect(page.getByRole("link", { name: "a.txt" })).toHaveCount(0);
});

test("a removed form leaves no timer and no listener that does anything", async ({
  form,
  page,
}) => {
  const disk = new OnDisk({ "late.txt": "x" });
  await stoppedClock(page);
  await form.open();
  await form.attach(text("a.txt"));
  await form.remove("a.txt").click();
  await drop(page, form.subject, disk.at("late.txt"));
  await page.evaluate(() => document.querySelector("open-ticket").remove());
  await page.clock.runFor(20_000);
  const prevented = await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["x"], "x.txt"));
    const event = new DragEvent("dragover", { dataTransfer, cancelable: true, bubbles: true });
    return !document.body.dispatchEvent(event);
  });
  expect(prevented).toBe(false);
  disk.remove();
});

test("everything about files is done by keyboard alone", async ({ form, page }) => {
  const tabTo = async (locator, key = "Tab") => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press(key);
      if (await locator.evaluate((node) => node === node.getRootNode().activeElement)) return;
    }
    throw new Error(`${key} never reaches ${locator}`);
  };
  await form.open();
  // Waited for well before: what a press opens is lost if the browser is asked for it too late.
  const picker = page.waitForEvent("filechooser");
  await form.fill(ADA);
  await tabTo(form.addFiles);
  await page.keyboard.press("Space");
  await (await picker).setFiles(
    ["one.log", "two.log", "three.log", "setup.exe"].map((name) => ({
      name,
      mimeType: "text/plain",
      buffer: Buffer.from(`text of ${name}`),
    })),
  );
  await tabTo(rows(form).filter({ hasText: "one.log" }).locator("summary"));
  await page.keyboard.press("Enter");
  await expect(rows(form).locator("pre").first()).toHaveText("text of one.log");
  await tabTo(form.remove("setup.exe"));
  await page.keyboard.press("Enter");
  await expect(form.remove("three.log")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(form.remove("two.log")).toBeFocused();
  await tabTo(undo(form, "three.log"));
  await page.keyboard.press("Enter");
  await expect(form.remove("three.log")).toBeFocused();
  await tabTo(form.remove("two.log"), "Shift+Tab");
  await page.keyboard.press("Space");
  await tabTo(form.send);
  await page.keyboard.press("Enter");
  await form.number();
  await form.view.click();
  await expect(page.getByRole("link", { name: "one.log" })).toBeVisible();
  await expect(page.getByRole("link", { name: "three.log" })).toBeVisible();
  await expect(page.getByRole("link", { name: "two.log" })).toHaveCount(0);
});

test("the last file's removal leads back to the button that adds files", async ({ form }) => {
  await form.open();
  await form.attach(text("a.txt"), text("b.txt"));
  await form.remove("b.txt").click();
  await expect(form.remove("a.txt")).toBeFocused();
  await form.remove("a.txt").press("Enter");
  await expect(form.addFiles).toBeFocused();
});

test("what is said of files is what was written down here, each once", async ({ form, page }) => {
  await stoppedClock(page);
  await form.open();
  const said = await transcript(form);
  await form.attach(text("a.txt"), text("b.txt"));
  await form.attach(text("c.txt"), text("setup.exe"));
  await form.attach(text("d.txt"));
  await form.attach(text("a.txt"));
  await expect(form.host.locator(".files .bad")).toHaveCount(2);
  await form.remove("b.txt").click();
  await undo(form, "b.txt").click();
  await form.remove("setup.exe").click();
  await page.mouse.move(0, 0);
  await page.clock.runFor(11_000);
  await expect(undo(form, "setup.exe")).toHaveCount(0);
  expect(await said()).toEqual([
    "2 files added. 2 files in all.",
    "2 files added. 4 files in all.",
    "! One thing about the files must be mended.",
    "File added. 5 files in all.",
    "File added. 6 files in all.",
    "! One thing about the files must be mended.",
    "b.txt removed. For 10 seconds you can undo this.",
    "b.txt is back.",
    "setup.exe removed. For 10 seconds you can undo this.",
  ]);
});

test("a hundred files are one change of the list and one announcement", async ({ form, page }) => {
  await form.open();
  const said = await transcript(form);
  await form.host.evaluate((host) => {
    window.changes = 0;
    const list = host.shadowRoot.querySelector(".files");
    new MutationObserver(() => {
      window.changes += 1;
    }).observe(list, { childList: true });
    const bytes = new Uint8Array(1_000_000);
    const transfer = new DataTransfer();
    for (let n = 0; n < 100; n += 1) transfer.items.add(new File([bytes], `${n}.bin`));
    const picker = host.shadowRoot.querySelector("#open-ticket-files");
    picker.files = transfer.files;
    picker.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await expect(rows(form)).toHaveCount(100);
  expect(await page.evaluate(() => window.changes)).toBe(1);
  expect(await said()).toEqual([
    "100 files added. 100 files in all.",
    "! 2 things about the files must be mended.",
  ]);
});

for (const [name, look] of Object.entries({
  light: (page) => page.emulateMedia({ colorScheme: "light" }),
  dark: (page) => page.emulateMedia({ colorScheme: "dark" }),
  "on a phone": (page) => page.setViewportSize({ width: 320, height: 640 }),
})) {
  test(`axe finds nothing in a list with everything in it, ${name}`, async ({ form, page }) => {
    await look(page);
    await form.open();
    await form.attach(
      { name: `${"supercalifragilistic".repeat(10)}.png`, bytes: png(40, 30) },
      text("error.log", 30),
      text("setup.exe"),
      { name: "a\u202eb.txt", bytes: Buffer.from("x") },
      text("out.txt"),
    );
    await form.remove("out.txt").click();
    await rows(form).getByText("First lines").first().click();
    await expect(rows(form).locator("pre").first()).toContainText("line of error.log");
    expect(await violations(page)).toEqual([]);
    const overhang = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.scrollingElement;
      return scrollWidth - clientWidth;
    });
    expect(overhang).toBe(0);
  });
}
