// Attachments: files over the form, in the list, with errors, and removed.
import { expect } from "../fixtures.js";
import { png } from "../png.js";

const SCREENSHOT = { name: "screenshot.png", bytes: png(64, 48) };
const LOG = { name: "error.log", bytes: Buffer.from("line\n".repeat(30)) };

/** Visits the states of the list of files. */
export async function visitFiles(form, inspect) {
  await form.openWithEditor();
  await inspect("files over the form", { enter: () => dragOver(form) });
  await form.openWithEditor();
  await form.attach(SCREENSHOT, LOG, { name: "removed.txt", bytes: Buffer.from("x") });
  await expect(form.host.getByRole("listitem").locator("img")).toBeVisible();
  await inspect("files");
  await form.removeButton("removed.txt").click();
  await inspect("a removed file");
  // The file can be restored for ten seconds, which do not pass while the pointer or the focus is on its row.
  await form.page.mouse.move(0, 0);
  await form.attachButton.focus();
  await form.page.clock.runFor(11_000);
  await expect(form.host.getByRole("button", { name: /^Undo/ })).toHaveCount(0);
  await form.attach(
    { name: "setup.exe", bytes: Buffer.from("MZ") },
    { name: "empty.txt", bytes: Buffer.alloc(0) },
    LOG,
    { name: "large.zip", bytes: Buffer.alloc(4_200_000) },
  );
  // Equal files are found by their contents.
  await expect(form.host.getByText(/attached twice/)).toBeVisible();
  await form.submitButton.click();
  await expect(form.errorSummary).toBeVisible();
  await inspect("errors and files with errors");
}

/** Drags a file over the message. A drag ends if it does not move. */
async function dragOver(form) {
  await form.message.evaluate((area) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["x"], "dragged.txt"));
    for (const type of ["dragenter", "dragover"]) {
      const init = { dataTransfer, bubbles: true, cancelable: true, composed: true };
      area.dispatchEvent(new DragEvent(type, init));
    }
  });
  await expect(form.host.locator(".drop-zone")).toBeVisible();
}
