// Arrow keys in the view tabs and the toolbar, the preview shortcut, and the focus after each.
import { expect, test } from "./support/fixtures.js";
import { readMessage, writeMessage } from "./support/message-field.js";

/** Sets the direction of the form, as a language that is written from right to left would. */
const setFormRightToLeft = (form) =>
  form.host.evaluate(({ shadowRoot }) => {
    shadowRoot.querySelector(".open-ticket").dir = "rtl";
  });

const expectSelected = (tab) => expect(tab).toHaveAttribute("aria-selected", "true");

for (const direction of ["left to right", "right to left"]) {
  const [next, previous] =
    direction === "left to right" ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];

  test(`arrow keys move between the view tabs, ${direction}`, async ({ form, page }) => {
    await form.openWithEditor();
    if (direction === "right to left") await setFormRightToLeft(form);
    await form.tab("Side by side").focus();
    await page.keyboard.press(next);
    await expect(form.tab("Write")).toBeFocused();
    await expectSelected(form.tab("Write"));
    await page.keyboard.press(next);
    await expect(form.tab("Preview")).toBeFocused();
    await expect(form.message).toBeHidden();
    await page.keyboard.press("End");
    await expect(form.tab("Side by side")).toBeFocused();
    await page.keyboard.press("Home");
    await page.keyboard.press(previous);
    await expect(form.tab("Side by side")).toBeFocused();
    await expect(form.host.locator("[role=tab][tabindex='0']")).toHaveCount(1);
  });

  test(`the toolbar is one tab stop with arrow key navigation, ${direction}`, async ({
    form,
    page,
  }) => {
    await form.openWithEditor();
    if (direction === "right to left") await setFormRightToLeft(form);
    await writeMessage(form, "|word|");
    await page.keyboard.press("Alt+F10");
    await expect(form.toolbarButton(/^Heading/)).toBeFocused();
    await page.keyboard.press(next);
    await expect(form.toolbarButton(/^Bold/)).toBeFocused();
    await page.keyboard.press("End");
    await expect(form.toolbarButton("Formatting help")).toBeFocused();
    await page.keyboard.press(next);
    await page.keyboard.press(previous);
    await page.keyboard.press("Home");
    await page.keyboard.press(next);
    await page.keyboard.press("Enter");
    expect(await readMessage(form)).toBe("**|word|**");
    await expect(form.message).toBeFocused();
    await page.keyboard.press("Shift+Tab");
    await expect(form.toolbarButton(/^Bold/)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(form.message).toBeFocused();
    await expect(form.toolbar.locator("[tabindex='0']")).toHaveCount(1);
  });
}

for (const shortcut of ["Control+Shift+P", "Control+Alt+P"]) {
  test(`${shortcut} toggles the preview and moves the focus`, async ({ form, page }) => {
    await form.openWithEditor();
    await form.message.fill("**bold**");
    await page.keyboard.press(shortcut);
    await expect(form.preview).toBeFocused();
    await expect(form.message).toBeHidden();
    await expect(form.toolbar).toBeHidden();
    await page.keyboard.press(shortcut);
    await expect(form.message).toBeFocused();
    await expect(form.message).toHaveValue("**bold**");
  });
}

test("the error summary's link to the message switches from the preview to the text", async ({
  form,
}) => {
  await form.openWithEditor();
  await form.tab("Preview").click();
  await form.submitButton.click();
  await form.errorSummary.getByRole("link", { name: "Enter a message" }).click();
  await expect(form.message).toBeFocused();
});
