// The menu of rarer tools in a narrow form (ARIA menu button pattern), and the toolbar that scrolls.
import { axeViolations } from "./support/axe.js";
import { expect, test } from "./support/fixtures.js";
import { readMessage, writeMessage } from "./support/message-field.js";

const NARROW = { width: 360, height: 740 };
const RARE = ["Strikethrough", "Task list", "Code block", "Table"];

test.beforeEach(({ page }) => page.setViewportSize(NARROW));

const moreButton = (form) => form.toolbarButton("More formatting");
const menu = (form) => form.host.getByRole("menu", { name: "More formatting" });
const item = (form, name) => menu(form).getByRole("menuitemcheckbox", { name });

test("a narrow form has the rarer tools in a menu, a wide one in the toolbar", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  await moreButton(form).click();
  await expect(menu(form).getByRole("menuitemcheckbox")).toHaveText(RARE);
  await expect(moreButton(form)).toHaveAttribute("aria-expanded", "true");
  for (const name of RARE) await expect(form.toolbarButton(name)).toBeHidden();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(moreButton(form)).toBeHidden();
  for (const name of RARE) await expect(form.toolbarButton(name)).toBeVisible();
});

test("a chosen tool formats the selected text, and the focus returns there", async ({ form }) => {
  await form.openWithEditor();
  await writeMessage(form, "a |word|");
  await moreButton(form).click();
  await item(form, "Strikethrough").click();
  await expect(menu(form)).toBeHidden();
  await expect(form.message).toBeFocused();
  expect(await readMessage(form)).toBe("a ~~|word|~~");
  // The menu shows what is applied at the selection.
  await expect(async () => {
    await moreButton(form).click();
    await expect(item(form, "Strikethrough")).toHaveAttribute("aria-checked", "true", {
      timeout: 100,
    });
  }).toPass();
  await expect(item(form, "Table")).toHaveAttribute("aria-checked", "false");
});

test("the menu is used with the keyboard", async ({ form, page }) => {
  await form.openWithEditor();
  await writeMessage(form, "one|");
  await page.keyboard.press("Alt+F10");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await expect(moreButton(form)).toBeFocused();
  for (const [key, first] of [
    ["Enter", "Strikethrough"],
    ["Space", "Strikethrough"],
    ["ArrowDown", "Strikethrough"],
    ["ArrowUp", "Table"],
  ]) {
    await page.keyboard.press(key);
    await expect(item(form, first)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(menu(form)).toBeHidden();
    await expect(moreButton(form)).toBeFocused();
    await expect(moreButton(form)).toHaveAttribute("aria-expanded", "false");
  }
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  await expect(item(form, "Table")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(item(form, "Task list")).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(await readMessage(form)).toBe("- [ ] one|");
  await expect(form.message).toBeFocused();
});

test("the menu closes when it loses the focus, and by a second press on its button", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  await moreButton(form).click();
  await form.subject.click();
  await expect(menu(form)).toBeHidden();
  await expect(moreButton(form)).toHaveAttribute("aria-expanded", "false");
  await moreButton(form).click();
  await expect(menu(form)).toBeVisible();
  await moreButton(form).click();
  await expect(menu(form)).toBeHidden();
  await moreButton(form).click();
  await page.keyboard.press("Tab");
  await expect(menu(form)).toBeHidden();
});

test("a press on the menu's button before the editor is loaded opens the menu", async ({
  form,
  page,
}) => {
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  await page.route("**/open-ticket-editor-*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await form.open();
  await moreButton(form).click();
  release();
  await expect(item(form, "Strikethrough")).toBeFocused();
});

test("the toolbar of a narrow form is one row, and each of its tools can be reached", async ({
  form,
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await form.openWithEditor();
  const tools = form.toolbar.getByRole("button");
  const boxes = () =>
    tools.evaluateAll((all) => all.map((tool) => tool.getBoundingClientRect().toJSON()));
  const [first] = await boxes();
  for (const { top, width, height } of await boxes()) {
    expect([top, Math.min(width, height)]).toEqual([first.top, 44]);
  }
  await page.keyboard.press("Tab");
  await form.toolbarButton(/^Heading/).focus();
  const count = await tools.count();
  for (let index = 0; index < count; index += 1) {
    const focused = form.host.locator(".tool:focus");
    // The buttons after the commands stay in view, and cover none of them.
    const isOnTop = await focused.evaluate((tool) => {
      const { left, right, top, bottom } = tool.getBoundingClientRect();
      const hit = tool.getRootNode().elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return tool.contains(hit);
    });
    expect([await focused.getAttribute("title"), isOnTop]).toEqual([
      await focused.getAttribute("title"),
      true,
    ]);
    await page.keyboard.press("ArrowRight");
  }
});
