// Five ways to choose files: the picker, a drop, a paste, a phone's camera, a folder. All of them
// end in the same list, under the same rules.
import { Drag, drop, OnDisk, png } from "./files.js";
import { test as base, expect } from "./fixtures.js";
import { hold } from "./held.js";
import { ADA } from "./ticket-form.js";

const FILES = {
  "note.txt": "a note",
  "setup.exe": "MZ",
  "photos/": "",
  "photos/page 10.txt": "ten",
  "photos/page 2.txt": "two",
  "photos/older/page 1.txt": "one",
  "photos/setup.exe": "MZ",
  "nothing/": "",
  "nothing/here/": "",
};

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from it.
  disk: async ({}, use) => {
    const disk = new OnDisk(FILES);
    await use(disk);
    disk.remove();
  },
});

const names = (form) => form.host.locator(".files .name").allInnerTexts();
const zone = (form) => form.host.locator(".drop");

test("what is dropped on the zone, or anywhere on the form, goes along", async ({
  form,
  page,
  disk,
}) => {
  await form.open();
  await drop(page, zone(form), disk.at("note.txt"));
  await expect(form.remove("note.txt")).toBeVisible();
  await drop(page, form.subject, disk.at("photos/page 2.txt"));
  await expect(form.remove("page 2.txt")).toBeVisible();
  await drop(page, form.message, disk.at("photos/page 10.txt"));
  await expect(form.remove("page 10.txt")).toBeVisible();
  await expect(form.message).toHaveValue("");
  await form.fill(ADA);
  await form.send.click();
  await form.view.click();
  for (const name of ["note.txt", "page 2.txt", "page 10.txt"]) {
    await expect(page.getByRole("link", { name })).toBeVisible();
  }
});

test("the zone shows that it takes what is over the form, and only as long", async ({
  form,
  page,
  disk,
}) => {
  await form.open();
  const drag = await Drag.of(page, disk.at("note.txt"));
  await expect(zone(form)).toContainText("or drop them here");
  await drag.over(form.subject);
  await expect(zone(form)).toContainText("Let go to add them");
  await drag.over(page.getByRole("heading", { level: 1 }));
  await expect(zone(form)).toContainText("or drop them here");
});

test("who lets go beside the form keeps the page and every word", async ({ form, page, disk }) => {
  await form.open();
  await form.fill(ADA);
  const drag = await Drag.of(page, disk.at("note.txt"));
  await drag.over(form.subject);
  await drag.over(page.getByRole("heading", { level: 1 }));
  await drag.drop();
  await drop(page, form.subject, disk.at("note.txt"));
  await expect(form.remove("note.txt")).toBeVisible();
  // Here Chromium opens a lost file in a tab of its own.
  expect(page.context().pages()).toHaveLength(1);
  await expect(form.subject).toHaveValue(ADA.subject);
  expect(await names(form)).toEqual(["note.txt"]);
});

test("a page's own place for files goes on to get them", async ({ form, page, disk }) => {
  await form.open();
  await page.evaluate(() => {
    const own = document.querySelector("h1");
    own.addEventListener("dragover", (event) => event.preventDefault());
    own.addEventListener("drop", (event) => {
      event.preventDefault();
      own.textContent = event.dataTransfer.files[0].name;
    });
  });
  const drag = await Drag.of(page, disk.at("note.txt"));
  await drag.over(form.subject);
  await drag.over(page.getByRole("heading", { level: 1 }));
  await drag.drop();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("note.txt");
  expect(await names(form)).toEqual([]);
});

test("a text is still dragged into the message by the browser itself", async ({ form, page }) => {
  await form.open();
  await form.message.fill("one ");
  const session = await page.context().newCDPSession(page);
  const box = await form.message.boundingBox();
  const items = [{ mimeType: "text/plain", data: "dragged" }];
  const at = { x: box.x + 40, y: box.y + 24, data: { items, files: [], dragOperationsMask: 1 } };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, ...at });
  }
  await expect(form.message).toHaveValue(/dragged/);
  expect(await names(form)).toEqual([]);
});

test("a picture that is dragged here from another page is taken as the file it is", async ({
  form,
  page,
  disk,
}) => {
  await form.open();
  const session = await page.context().newCDPSession(page);
  const { x, y } = await form.subject.boundingBox();
  const items = [
    { mimeType: "text/plain", data: "https://example.com/note.txt" },
    { mimeType: "text/html", data: "<img src='https://example.com/note.txt'>" },
  ];
  const data = { items, files: [disk.at("note.txt")], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: x + 9, y: y + 9, data });
  }
  await expect(form.remove("note.txt")).toBeVisible();
  await expect(form.subject).toHaveValue("");
});

test("of a dropped folder all files go along, in the order in which people count", async ({
  form,
  page,
  disk,
}) => {
  await form.open();
  await drop(page, form.message, disk.at("note.txt"), disk.at("photos"));
  await expect(form.remove("page 10.txt")).toBeVisible();
  expect(await names(form)).toEqual([
    "note.txt",
    "page 1.txt",
    "page 2.txt",
    "page 10.txt",
    "setup.exe",
  ]);
  const row = form.host.getByRole("listitem").filter({ hasText: "setup.exe" });
  await expect(row).toContainText("setup.exe is of another kind");
});

test("a folder without files is told, not passed over", async ({ form, page, disk }) => {
  await form.open();
  await drop(page, zone(form), disk.at("nothing"));
  const row = form.host.getByRole("listitem").filter({ hasText: "nothing" });
  await expect(row).toContainText("nothing is a folder without files: remove it");
  await form.remove("nothing").click();
  await expect(form.addFiles).toBeFocused();
});

test("a folder with more than anybody would send is told, and the page stays alive", async ({
  form,
  page,
}) => {
  const many = Object.fromEntries(Array.from({ length: 601 }, (_, n) => [`all/${n}.txt`, "x"]));
  const disk = new OnDisk(many);
  await form.open();
  await drop(page, zone(form), disk.at("all"));
  const row = form.host.getByRole("listitem");
  await expect(row).toContainText("all is a folder with more than 500 files");
  disk.remove();
});

test("what is pasted goes along wherever in the form the focus is", async ({ form, page }) => {
  await form.open();
  const picture = [...png(2, 2)];
  for (const place of [form.subject, form.addFiles, form.send]) {
    const taken = await place.evaluate((target, picture) => {
      target.focus();
      const clipboardData = new DataTransfer();
      const name = `${target.id || "send"}.png`;
      clipboardData.items.add(new File([new Uint8Array(picture)], name, { type: "image/png" }));
      const event = { clipboardData, bubbles: true, cancelable: true, composed: true };
      return !target.dispatchEvent(new ClipboardEvent("paste", event));
    }, picture);
    expect(taken).toBe(true);
  }
  await expect(form.host.locator(".files .name")).toHaveCount(3);
  expect(page.url()).toMatch(/\/$/);
});

test("a screenshot that was really copied is pasted with a name", async ({ form, page }) => {
  await form.open();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(
    async (picture) => {
      const blob = new Blob([new Uint8Array(picture)], { type: "image/png" });
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
    },
    [...png(4, 4)],
  );
  await form.subject.focus();
  await page.keyboard.press("Control+V");
  await expect(form.remove("image.png")).toBeVisible();
  await expect(form.subject).toHaveValue("");
});

test("a text that is pasted into a field stays a text", async ({ form, page }) => {
  await form.open();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => navigator.clipboard.writeText("pasted words"));
  await form.subject.focus();
  await page.keyboard.press("Control+V");
  await expect(form.subject).toHaveValue("pasted words");
});

test("several files are chosen at once, and the same one again after it was taken out", async ({
  form,
}) => {
  await form.open();
  const note = { name: "note.txt", bytes: Buffer.from("x") };
  await form.attach(note, { name: "b.txt", bytes: Buffer.from("y") });
  await form.remove("note.txt").click();
  await form.attach(note);
  await expect(form.host.locator("li:not(.removed) .name")).toHaveText(["b.txt", "note.txt"]);
});

test.describe("on a phone", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

  test("a photo is taken by its own button, under the same rules", async ({ form, page }) => {
    await form.open();
    const button = form.host.getByRole("button", { name: "Take a photo" });
    await expect(button).toBeVisible();
    const camera = form.host.locator("input[capture]");
    await expect(camera).toHaveAttribute("capture", "environment");
    await expect(camera).toHaveAttribute("accept", "image/*");
    const opened = page.waitForEvent("filechooser");
    await button.click();
    const photo = { name: "photo.png", mimeType: "image/png", buffer: png(8, 8) };
    await (await opened).setFiles([photo]);
    await expect(form.remove("photo.png")).toBeVisible();
  });
});

test("where there is a mouse there is no button for a camera", async ({ form }) => {
  await form.open();
  await expect(form.host.getByText("Take a photo")).toBeHidden();
});

test("while a ticket is on its way nothing can be dropped, and the page stays", async ({
  form,
  page,
  disk,
}) => {
  const finish = await hold(page, "**/api/ticket", "POST");
  await form.open();
  await form.fill(ADA);
  await form.send.click();
  await expect(form.progress).toBeVisible();
  await drop(page, form.send, disk.at("note.txt"));
  await drop(page, form.subject, disk.at("note.txt"));
  finish();
  await form.number();
});
