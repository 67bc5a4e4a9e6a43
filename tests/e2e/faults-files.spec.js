// Files that are not any more what they were when they were chosen: the send stops with that file
// named, and everything else is kept.
import { mkdtempSync, rmSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { begin, expect, noise, sentOnce, test } from "./faults/fixtures.js";

const KEPT = noise(1_000_000, 1);
const LOST = noise(3_000_000, 2);

const FATES = {
  deleted: (path) => unlinkSync(path),
  "written anew": (path) => {
    writeFileSync(path, noise(LOST.length, 3));
    utimesSync(path, new Date(), new Date(Date.now() + 60_000));
  },
  shortened: (path) => writeFileSync(path, "x"),
};

const withFolder = test.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from it.
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "open-ticket-files-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});

/** Has something done just before a slice of the files is read, counted from 1. */
async function beforeSlice(page, number, act) {
  await page.exposeFunction("inTheMiddle", act);
  await page.addInitScript((wanted) => {
    const { arrayBuffer } = Blob.prototype;
    let count = 0;
    Blob.prototype.arrayBuffer = async function () {
      count += 1;
      if (count === wanted) await window.inTheMiddle();
      return arrayBuffer.call(this);
    };
  }, number);
}

for (const [fate, act] of Object.entries(FATES)) {
  for (const [when, slice] of [
    ["before it is read", undefined],
    ["in the middle", 4],
  ]) {
    withFolder(
      `a file that is ${fate} ${when} is named, and all else is kept`,
      async ({ form, page, folder, ticket, opened }) => {
        const paths = ["kept.bin", "lost.bin"].map((name) => join(folder, name));
        writeFileSync(paths[0], KEPT);
        writeFileSync(paths[1], LOST);
        if (slice) await beforeSlice(page, slice, () => act(paths[1]));
        const written = await begin(form, ticket);
        await form.host.locator("input[type=file]").first().setInputFiles(paths);
        await expect(form.remove("lost.bin")).toBeVisible();
        if (!slice) act(paths[1]);
        await form.send.click();
        await expect(form.summary.getByRole("link")).toHaveText([
          // Or it is found out before: files are looked at as soon as they are chosen.
          /^lost\.bin (was changed, moved or removed|cannot be opened)/,
        ]);
        const { values, files } = await form.content();
        expect(values).toEqual(written.values);
        expect(files).toHaveLength(2);
        expect(await opened()).toHaveLength(0);

        await form.remove("lost.bin").click();
        await sentOnce(form, opened);
      },
    );
  }
}
