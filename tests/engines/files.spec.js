// Files: chosen, refused with a reason, removed, pasted and dropped.

import { png } from "../e2e/support/png.js";
import { pseudoRandomBytes } from "../e2e/support/random-bytes.js";
import { describeFile } from "../e2e/support/reliability/sandbox-tickets.js";
import { TemporaryFiles } from "../e2e/support/temporary-files.js";
import { pasteImage } from "./support/clipboard.js";
import { expect, test } from "./support/fixtures.js";

const CONTENTS = {
  "note.txt": Buffer.from("kept\r\n"),
  "障害 %41.log": pseudoRandomBytes(70_000),
  "setup.exe": Buffer.from("MZ"),
  "empty.txt": Buffer.alloc(0),
  "large.zip": Buffer.alloc(4_000_001),
};

let disk;
test.beforeAll(() => {
  disk = new TemporaryFiles(CONTENTS);
});
test.afterAll(() => disk.remove());

const choose = (form, ...names) => form.choose(...names.map((name) => disk.path(name)));

test("a file of another type, an empty one and a large one are refused with the reason, and the others are sent", async ({
  form,
  ticket,
  openedTickets,
}) => {
  await form.open();
  await form.fill(ticket);
  await choose(form, ...Object.keys(CONTENTS));
  await form.expectFiles(...Object.keys(CONTENTS));
  for (const reason of [
    "This file has a file type that cannot be sent.",
    "This file is empty.",
    "4,000,001 bytes. The limit per file is 4,000,000 bytes.",
  ]) {
    await form.expectText(".files", reason);
  }
  await form.click("Send ticket");
  await form.expectText("[role=alert]", "setup.exe");
  expect(await openedTickets()).toEqual([]);
  for (const name of ["setup.exe", "empty.txt", "large.zip"]) await form.click(`Remove ${name}`);
  await form.send();
  const [{ files }] = await openedTickets();
  const expected = ["note.txt", "障害 %41.log"];
  expect(files).toEqual(
    expected.map((name) => describeFile({ name, bytes: CONTENTS[name] })).sort(),
  );
});

test("a removed file can be restored, and is not sent otherwise", async ({
  form,
  ticket,
  openedTickets,
}) => {
  await form.open();
  await form.fill(ticket);
  await choose(form, "note.txt", "障害 %41.log");
  await form.click("Remove note.txt");
  await form.click("Undo note.txt");
  await form.button("Remove note.txt");
  await form.click("Remove 障害 %41.log");
  await form.button("Undo 障害 %41.log");
  await form.send();
  const [{ files }] = await openedTickets();
  expect(files).toEqual([describeFile({ name: "note.txt", bytes: CONTENTS["note.txt"] })]);
});

test("a screenshot from the clipboard is attached, whether a field, a button or a select has the focus", async ({
  form,
  page,
}) => {
  await form.open();
  await form.fill({ Department: "Technical" });
  const targets = [
    await form.control("Subject"),
    await form.control("Message"),
    await form.button("Attach files"),
    await form.control("Since when"),
  ];
  for (const [index, target] of targets.entries()) {
    await page.evaluate((node) => node.focus(), target);
    await pasteImage(page, png(4, 4, index));
    const names = () => form.texts(".files .name");
    const length = async () => (await names()).length;
    await expect.poll(length, { message: `paste ${index}` }).toBe(index + 1);
    expect((await names()).at(-1)).toMatch(/^image .+\.png$/);
  }
  await form.expectValue("Subject", "");
  await form.expectValue("Message", "");
});

test("dropped files are attached over the message and over a field", async ({ form, page }) => {
  await form.open();
  const drop = (selector, name) =>
    page.evaluate(
      (selector, name) => {
        const target = document.querySelector("open-ticket").shadowRoot.querySelector(selector);
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["dropped"], name, { type: "text/plain" }));
        const init = { dataTransfer, bubbles: true, composed: true, cancelable: true };
        return ["dragenter", "dragover", "drop"].map(
          (type) => !target.dispatchEvent(new DragEvent(type, init)),
        );
      },
      selector,
      name,
    );
  expect((await drop("#open-ticket-message", "first.txt")).slice(1)).toEqual([true, true]);
  await form.expectFiles("first.txt");
  expect((await drop("#open-ticket-subject", "second.txt")).slice(1)).toEqual([true, true]);
  await form.expectFiles("first.txt", "second.txt");
});
