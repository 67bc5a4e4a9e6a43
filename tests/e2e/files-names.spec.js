// Names of files: system files, composed names, names from the clipboard, and files whose name does
// not fit their contents.
import { dropFiles } from "./support/drag-and-drop.js";
import { expect, test, testWithRecorder } from "./support/fixtures.js";
import { recordAnnouncements } from "./support/live-regions.js";
import { decodeWithPhp, fileDigest } from "./support/php-decoder.js";
import { png } from "./support/png.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { callSandbox, ticketsWithSubject } from "./support/sandbox-api.js";
import { TemporaryFiles } from "./support/temporary-files.js";

const names = (form) => form.host.locator(".files .name");
const row = (form, name) => form.host.getByRole("listitem").filter({ hasText: name });
const skipped = (form) => form.host.locator("form .hint", { hasText: "not added" });
const text = (name, contents = `text of ${name}\n`) => ({ name, bytes: Buffer.from(contents) });

/** The first bytes of a photo in HEIF. */
const HEIC = Buffer.concat([Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Buffer.alloc(200)]);
const JPEG_HEAD = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46, 0, 1]);

/** Submits the form, and asserts that PHP and the sandbox get these files, byte for byte. */
async function expectSent({ form, recorder, relay }, files) {
  const subject = `files ${Math.random()}`;
  await form.fill({ ...SAMPLE_TICKET, subject });
  await form.submitButton.click();
  await form.ticketNumber();
  expect(decodeWithPhp(recorder.bodies[0]).files).toEqual(files.map(fileDigest));
  const [{ id }] = await ticketsWithSubject(relay.url, subject);
  for (const [index, file] of files.entries()) {
    const parameters = { relatedid: id, type: "ticket", index: String(index) };
    const stored = await callSandbox(relay.url, "GetTicketAttachment", parameters);
    const bytes = Buffer.from(stored.data, "base64");
    expect(fileDigest({ name: stored.filename, bytes })).toEqual(fileDigest(file));
  }
}

/** Pastes an image from the browser's clipboard. */
async function pasteScreenshot(page, control, image) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await control.focus();
  await page.evaluate(
    async (image) => {
      const blob = new Blob([new Uint8Array(image)], { type: "image/png" });
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
    },
    [...image],
  );
  await page.keyboard.press("Control+V");
}

testWithRecorder(
  "the system files of a dropped folder are not added, and one notice is shown",
  async ({ form, page, recorder, relay }) => {
    const folder = new TemporaryFiles({
      "logs/a.log": "a\n",
      "logs/b.log": "b\n",
      "logs/.DS_Store": "store",
      "logs/Thumbs.db": "thumbs",
      "logs/desktop.ini": "[x]",
      "logs/._a.log": "double",
      "logs/__MACOSX/a.log": "copy",
      "logs/.Spotlight-V100/index": "index",
      "logs/older/c.log": "c\n",
      "logs/older/.DS_Store": "store",
      "logs/$RECYCLE.BIN/d.log": "deleted",
    });
    await form.open();
    const announcements = await recordAnnouncements(form);
    await dropFiles(page, form.message, folder.path("logs"));
    await expect(names(form)).toHaveText(["a.log", "b.log", "c.log"]);
    const note = skipped(form);
    await expect(note).toHaveText(/^8 system files were not added, such as .+\.$/);
    await expect(form.host.locator(".files .invalid")).toHaveCount(0);
    await expect.poll(async () => (await announcements()).join()).toMatch(/8 system files/);
    await expectSent({ form, recorder, relay }, [
      { name: "a.log", bytes: Buffer.from("a\n") },
      { name: "b.log", bytes: Buffer.from("b\n") },
      { name: "c.log", bytes: Buffer.from("c\n") },
    ]);
    folder.remove();
  },
);

test("system files that are selected one by one are skipped, and the next selection removes the note", async ({
  form,
}) => {
  await form.open();
  await form.attach(text("note.txt"), text(".DS_Store"));
  await expect(names(form)).toHaveText(["note.txt"]);
  await expect(skipped(form)).toHaveText(".DS_Store was not added because it is a system file.");
  await form.attach(text("Desktop.ini"));
  await expect(names(form)).toHaveText(["note.txt"]);
  await expect(skipped(form)).toHaveText(/^Desktop\.ini was not added/);
  await form.attach(text("more.txt"));
  await expect(names(form)).toHaveText(["note.txt", "more.txt"]);
  await expect(skipped(form)).toHaveCount(0);
});

test("a folder that contains only system files is reported as empty", async ({ form, page }) => {
  const folder = new TemporaryFiles({ "photos/.DS_Store": "x", "photos/Thumbs.db": "x" });
  await form.open();
  await dropFiles(page, form.message, folder.path("photos"));
  await expect(row(form, "photos")).toContainText("This folder is empty. Remove it");
  folder.remove();
});

testWithRecorder("names are compared and sent in NFC", async ({ form, recorder, relay }) => {
  const same = Buffer.from("same bytes");
  await form.open();
  await form.attach({ name: "U\u0308bersicht.txt", bytes: same });
  await form.attach({ name: "\u00dcbersicht.txt", bytes: same });
  await expect(form.host.locator(".files .invalid")).toHaveText([
    "This file is attached twice. Remove one",
  ]);
  await expect(form.host.getByText("Renamed from")).toHaveCount(0);
  await form.removeButton("\u00dcbersicht.txt").last().click();
  await form.attach({ name: "e\u0301 \u1112\u1161\u11ab.log", bytes: same });
  await expectSent({ form, recorder, relay }, [
    { name: "\u00dcbersicht.txt", bytes: same },
    { name: "\u00e9 \ud55c.log", bytes: same },
  ]);
});

test("screenshots from the clipboard get distinct names with the time", async ({ form, page }) => {
  await form.open();
  for (const seed of [1, 2, 3]) {
    await pasteScreenshot(page, form.subject, png(4, 4, seed));
    await expect(names(form)).toHaveCount(seed);
  }
  const all = await names(form).allInnerTexts();
  expect(new Set(all).size).toBe(3);
  for (const name of all)
    expect(name).toMatch(/^image \d{4}-\d{2}-\d{2} \d{2}\.\d{2}\.\d{2}( \(\d\))?\.png$/);
  await expect(form.host.locator(".files .invalid")).toHaveCount(0);
});

testWithRecorder(
  "text with an unknown or missing extension is sent as .txt, unchanged",
  async ({ form, recorder, relay }) => {
    const latin1 = Buffer.from("caf\xe9 au lait\n", "latin1");
    await form.open();
    await form.attach(
      text("error_log", "[28-Nov-2026] PHP Warning: \u001b[31mred\n".repeat(2_000)),
      text("error.log.1"),
      { name: "notes.bak", bytes: latin1 },
      text("known.txt"),
    );
    await expect(names(form)).toHaveText([
      "error_log.txt",
      "error.log.1.txt",
      "notes.bak.txt",
      "known.txt",
    ]);
    await expect(row(form, "error_log.txt")).toContainText("Renamed from “error_log”");
    await expect(form.host.locator(".files .invalid")).toHaveCount(0);
    await expectSent({ form, recorder, relay }, [
      text("error_log.txt", "[28-Nov-2026] PHP Warning: \u001b[31mred\n".repeat(2_000)),
      { ...text("error.log.1"), name: "error.log.1.txt" },
      { name: "notes.bak.txt", bytes: latin1 },
      text("known.txt"),
    ]);
  },
);

testWithRecorder(
  "a JPEG with another or no extension is sent as .jpg, unchanged",
  async ({ form, recorder, relay }) => {
    const photo = (n) => Buffer.concat([JPEG_HEAD, Buffer.from([n])]);
    await form.open();
    await form.attach(
      { name: "photo.jfif", bytes: photo(1) },
      { name: "IMG_0001.HEIC", bytes: photo(2) },
      { name: "scan", bytes: photo(3) },
    );
    await expect(names(form)).toHaveText(["photo.jpg", "IMG_0001.jpg", "scan.jpg"]);
    await expectSent({ form, recorder, relay }, [
      { name: "photo.jpg", bytes: photo(1) },
      { name: "IMG_0001.jpg", bytes: photo(2) },
      { name: "scan.jpg", bytes: photo(3) },
    ]);
  },
);

test("an HEIC photo that the browser cannot decode has an explanatory error", async ({ form }) => {
  await form.open();
  await form.attach({ name: "IMG_0001.HEIC", bytes: HEIC }, text("core.dump", "\0\x01"));
  await expect(row(form, "IMG_0001.HEIC")).toContainText(
    "This file is an HEIC photo, which cannot be sent. Save it as a JPEG, then choose that file",
  );
  await expect(row(form, "core.dump")).toContainText(
    "This file has a file type that cannot be sent.",
  );
  await expect(form.host.locator(".files .invalid")).toHaveCount(2);
});

// Safari decodes HEIF. Here, a PNG after the photo's first bytes simulates the decoded image.
testWithRecorder(
  "an HEIC photo is converted if the browser can decode it",
  async ({ form, page, recorder }) => {
    await page.addInitScript((offset) => {
      const { createImageBitmap } = window;
      window.createImageBitmap = (blob, ...options) => {
        const isHeic = blob instanceof File && blob.name.endsWith(".HEIC");
        return createImageBitmap(isHeic ? blob.slice(offset) : blob, ...options);
      };
    }, HEIC.length);
    await form.open();
    await form.attach({ name: "IMG_0001.HEIC", bytes: Buffer.concat([HEIC, png(40, 30)]) });
    await expect(names(form)).toHaveText(["IMG_0001.jpg"]);
    await expect(row(form, "IMG_0001.jpg")).toContainText("Converted from “IMG_0001.HEIC”.");
    await form.fill(SAMPLE_TICKET);
    await form.submitButton.click();
    await form.ticketNumber();
    const { attachments } = Object.fromEntries(new URLSearchParams(`${recorder.bodies[0]}`));
    const [file] = JSON.parse(Buffer.from(attachments, "base64"));
    expect(file.name).toBe("IMG_0001.jpg");
    expect(Buffer.from(file.data, "base64").subarray(0, 3)).toEqual(JPEG_HEAD.subarray(0, 3));
  },
);

test("a macOS package has an explanatory error, alone and in a folder", async ({ form, page }) => {
  const folder = new TemporaryFiles({
    "Report.pages/Index.zip": "x",
    "Report.pages/Metadata/Properties.plist": "x",
    "work/Talk.key/Index.zip": "x",
    "work/note.txt": "note",
  });
  await form.open();
  await dropFiles(page, form.message, folder.path("Report.pages"), folder.path("work"));
  await expect(names(form)).toHaveText(["Report.pages", "note.txt", "Talk.key"]);
  for (const name of ["Report.pages", "Talk.key"]) {
    await expect(row(form, name)).toContainText(
      "This file is a macOS package, which cannot be sent. Compress it, then choose the ZIP file",
    );
  }
  folder.remove();
});
