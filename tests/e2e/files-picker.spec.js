// Files from the browser's file picker and a phone's camera.
import { expect, test } from "./support/fixtures.js";
import { png } from "./support/png.js";

test("several files can be selected together, and a removed file can be selected again", async ({
  form,
}) => {
  await form.open();
  const note = { name: "note.txt", bytes: Buffer.from("x") };
  await form.attach(note, { name: "b.txt", bytes: Buffer.from("y") });
  await form.removeButton("note.txt").click();
  await form.attach(note);
  await expect(form.host.locator("li:not(.removed) .name")).toHaveText(["b.txt", "note.txt"]);
});

test.describe("on a phone", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

  test("a button takes a photo with the camera", async ({ form, page }) => {
    await form.open();
    const button = form.host.getByRole("button", { name: "Take a photo" });
    await expect(button).toBeVisible();
    const camera = form.host.locator("input[capture]");
    await expect(camera).toHaveAttribute("capture", "environment");
    await expect(camera).toHaveAttribute("accept", "image/*");
    const chooser = page.waitForEvent("filechooser");
    await button.click();
    const photo = { name: "photo.png", mimeType: "image/png", buffer: png(8, 8) };
    await (await chooser).setFiles([photo]);
    await expect(form.removeButton("photo.png")).toBeVisible();
  });
});

test("devices with a mouse have no camera button", async ({ form }) => {
  await form.open();
  await expect(form.host.getByText("Take a photo")).toBeHidden();
});
