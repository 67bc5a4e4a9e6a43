// Files that hang while they are opened or read, and the link from a problem to its file.
import { installClock } from "./support/clock.js";
import { dropFiles } from "./support/drag-and-drop.js";
import { expect, test } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { TemporaryFiles } from "./support/temporary-files.js";

const names = (form) => form.host.locator(".files .name");
const row = (form, name) => form.host.getByRole("listitem").filter({ hasText: name });
const text = (name, contents = `text of ${name}\n`) => ({ name, bytes: Buffer.from(contents) });

test("a file that hangs while it is opened does not delay the other files of its folder", async ({
  form,
  page,
}) => {
  await installClock(page);
  await page.addInitScript(() => {
    const { webkitGetAsEntry } = DataTransferItem.prototype;
    const hang = (entries) => {
      for (const entry of entries) if (entry.name === "hangs.txt") entry.file = () => {};
      return entries;
    };
    DataTransferItem.prototype.webkitGetAsEntry = function () {
      const folder = webkitGetAsEntry.call(this);
      const { createReader } = folder;
      folder.createReader = () => {
        const reader = createReader.call(folder);
        const { readEntries } = reader;
        reader.readEntries = (resolve, reject) =>
          readEntries.call(reader, (entries) => resolve(hang(entries)), reject);
        return reader;
      };
      return folder;
    };
  });
  const folder = new TemporaryFiles({ "a/1.txt": "1", "a/hangs.txt": "2", "a/z.txt": "3" });
  await form.open();
  await dropFiles(page, form.message, folder.path("a"));
  await expect(names(form)).toHaveText(["1.txt", "z.txt"]);
  await page.clock.runFor(16_000);
  await expect(row(form, "hangs.txt")).toContainText("This file cannot be opened.");
  folder.remove();
});

test("a file that hangs while its content is read does not delay the others", async ({
  form,
  page,
}) => {
  await page.addInitScript(() => {
    const { slice } = Blob.prototype;
    Blob.prototype.slice = function (...range) {
      const part = slice.apply(this, range);
      if (this.name?.startsWith("hangs")) part.arrayBuffer = () => new Promise(() => {});
      return part;
    };
  });
  await form.open();
  await form.attach(
    text("hangs.txt"),
    text("hangs_log"),
    text("error_log"),
    text("a.txt", "same"),
    text("a.txt", "same"),
  );
  await expect(names(form).filter({ hasText: "error_log.txt" })).toBeVisible();
  await expect(form.host.locator(".files .invalid")).toHaveText([
    "This file is attached twice. Remove one",
  ]);
});

test("the summary links to the file, whose Remove button is described by its problem", async ({
  form,
}) => {
  await form.open();
  await form.fill(SAMPLE_TICKET);
  await form.attach(text("a.exe", "MZ"), text("empty.txt", ""), text("fine.txt"));
  await form.attach(text("empty.txt", ""));
  await form.submitButton.click();
  const links = form.errorSummary.getByRole("link");
  await expect(links).toHaveText([/^a\.exe has a file type/, /^empty\.txt is/, /^empty\.txt is/]);
  const buttons = form.host.getByRole("button", { name: /^Remove / });
  for (const [link, button, problem] of [
    [0, 0, "This file has a file type that cannot be sent."],
    [1, 1, "This file is empty. Remove it, or choose another file"],
    [2, 3, "This file is empty. Remove it, or choose another file"],
  ]) {
    await links.nth(link).click();
    await expect(buttons.nth(button)).toBeFocused();
    await expect(buttons.nth(button)).toBeInViewport();
    expect(await form.descriptionOf(buttons.nth(button))).toContain(problem);
  }
  const invalidRows = form.host.locator(".files .invalid");
  await expect(invalidRows.filter({ hasText: /empty\.txt|a\.exe/ })).toHaveCount(0);
  await expect(buttons.nth(2)).not.toHaveAttribute("aria-describedby");
});
