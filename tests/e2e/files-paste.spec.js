// Files that are pasted into the form.
import { expect, test } from "./support/fixtures.js";
import { png } from "./support/png.js";

test("pasted files are attached, whichever control has the focus", async ({ form, page }) => {
  await form.open();
  const image = [...png(2, 2)];
  for (const control of [form.subject, form.attachButton, form.submitButton]) {
    const prevented = await control.evaluate((target, image) => {
      target.focus();
      const clipboardData = new DataTransfer();
      const name = `${target.id || "send"}.png`;
      clipboardData.items.add(new File([new Uint8Array(image)], name, { type: "image/png" }));
      const event = { clipboardData, bubbles: true, cancelable: true, composed: true };
      return !target.dispatchEvent(new ClipboardEvent("paste", event));
    }, image);
    expect(prevented).toBe(true);
  }
  await expect(form.host.locator(".files .name")).toHaveCount(3);
  expect(page.url()).toMatch(/\/$/);
});

test("a screenshot from the clipboard is attached with a file name", async ({ form, page }) => {
  await form.open();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(
    async (image) => {
      const blob = new Blob([new Uint8Array(image)], { type: "image/png" });
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
    },
    [...png(4, 4)],
  );
  await form.subject.focus();
  await page.keyboard.press("Control+V");
  await expect(form.host.locator(".files .name")).toHaveText(/^image .+\.png$/);
  await expect(form.subject).toHaveValue("");
});

test("text pasted into a field is inserted as text", async ({ form, page }) => {
  await form.open();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => navigator.clipboard.writeText("pasted words"));
  await form.subject.focus();
  await page.keyboard.press("Control+V");
  await expect(form.subject).toHaveValue("pasted words");
});
