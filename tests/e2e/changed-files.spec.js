// Files that change between selection and upload: the submission stops, names the file and keeps
// everything else.
import { unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { test as base, expect } from "./support/faults/fault-fixtures.js";
import { submitOneTicket } from "./support/faults/submission-steps.js";
import { pseudoRandomBytes } from "./support/random-bytes.js";
import { TemporaryFiles } from "./support/temporary-files.js";

const LOST_SIZE = 3_000_000;
const FILES = {
  "kept.bin": pseudoRandomBytes(1_000_000, 1),
  "lost.bin": pseudoRandomBytes(LOST_SIZE, 2),
};

const CHANGES = {
  deleted: (path) => unlinkSync(path),
  overwritten: (path) => {
    writeFileSync(path, pseudoRandomBytes(LOST_SIZE, 3));
    utimesSync(path, new Date(), new Date(Date.now() + 60_000));
  },
  truncated: (path) => writeFileSync(path, "x"),
};

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from it.
  disk: async ({}, use) => {
    const disk = new TemporaryFiles(FILES);
    await use(disk);
    disk.remove();
  },
});

/** Calls a function just before the nth slice of the files is read, counted from 1. */
async function beforeSlice(page, number, callback) {
  await page.exposeFunction("beforeSlice", callback);
  await page.addInitScript((number) => {
    const { arrayBuffer } = Blob.prototype;
    let reads = 0;
    Blob.prototype.arrayBuffer = async function () {
      reads += 1;
      if (reads === number) await window.beforeSlice();
      return arrayBuffer.call(this);
    };
  }, number);
}

for (const [change, apply] of Object.entries(CHANGES)) {
  for (const [time, slice] of [
    ["before it is read", undefined],
    ["while it is read", 4],
  ]) {
    test(`a file that is ${change} ${time} is named, and the rest of the input is kept`, async ({
      form,
      page,
      disk,
      ticket,
      openedTickets,
    }) => {
      const path = disk.path("lost.bin");
      if (slice) await beforeSlice(page, slice, () => apply(path));
      const before = await form.openAndFill(ticket);
      const paths = [disk.path("kept.bin"), path];
      await form.host.locator("input[type=file]").first().setInputFiles(paths);
      await expect(form.removeButton("lost.bin")).toBeVisible();
      if (!slice) apply(path);
      await form.submitButton.click();
      await expect(form.errorSummary.getByRole("link")).toHaveText([
        // The check of selected files may find the change before the submission does.
        /^lost\.bin (has changed or moved|cannot be opened)/,
      ]);
      const { values, files } = await form.userInput();
      expect(values).toEqual(before.values);
      expect(files).toHaveLength(2);
      expect(await openedTickets()).toHaveLength(0);

      await form.removeButton("lost.bin").click();
      await submitOneTicket(form, openedTickets);
    });
  }
}
