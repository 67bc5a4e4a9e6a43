// Toolbar buttons: shortcuts, pressed state, the shortcut dialog and target sizes.
import { axeViolations } from "./support/axe.js";
import { expect, test } from "./support/fixtures.js";
import { writeMessage } from "./support/message-field.js";

const NARROW = { width: 360, height: 800 };

test("each toolbar button has its label and shortcut in one name, and no description", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  const bold = form.toolbarButton("Bold (Ctrl+B)");
  await expect(bold).toHaveAttribute("title", "Bold (Ctrl+B)");
  await expect(bold).toHaveAttribute("aria-pressed", "false");
  // The properties that the browser passes to screen readers.
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const toolbar = nodes.find((node) => node.role?.value === "toolbar");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const inside = ({ childIds }) =>
    childIds.map((id) => byId.get(id)).flatMap((node) => [node, ...inside(node)]);
  const buttons = inside(toolbar).filter(({ role }) => role?.value === "button");
  expect(buttons).toHaveLength(13);
  for (const { name, description, properties } of buttons) {
    expect(name.value).not.toBe("");
    expect(description?.value ?? "").toBe("");
    expect(properties.map((property) => property.name)).not.toContain("keyshortcuts");
  }
});

test("toolbar buttons show the formatting at the caret as pressed", async ({ form, page }) => {
  await form.openWithEditor();
  await writeMessage(form, "**bold** plain|");
  const bold = form.toolbarButton(/^Bold/);
  await page.keyboard.press("Home");
  for (let n = 0; n < 4; n += 1) await page.keyboard.press("ArrowRight");
  await expect(bold).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("End");
  await expect(bold).toHaveAttribute("aria-pressed", "false");
  await form.message.dblclick({ position: { x: 48, y: 26 } });
  await expect(bold).toHaveAttribute("aria-pressed", "true");
});

test("on macOS, shortcuts use the ⌘ key", async ({ browser, baseURL }) => {
  const page = await browser.newPage({ baseURL, userAgent: "Macintosh; Intel Mac OS X" });
  await page.goto("/");
  const bold = page.getByRole("button", { name: "Bold (⌘B)" });
  await expect(bold).toBeVisible();
  const message = page.getByRole("textbox", { name: "Message" });
  await message.fill("word");
  await message.press("ControlOrMeta+A");
  await message.press("Meta+B");
  await expect(message).toHaveValue("**word**");
  await page.close();
});

test("the help shows the Markdown syntax, its result and the shortcuts, and returns the focus", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  await form.message.focus();
  await form.toolbarButton("Formatting help").click();
  const dialog = form.host.getByRole("dialog", { name: "Formatting help" });
  for (const [typed, result] of [
    ["# Heading", "h3"],
    ["**Bold**", "strong"],
    ["~~Strikethrough~~", "del, s"],
    ["- Bulleted list", "ul > li"],
    ["- [ ] Task list", "[type=checkbox]"],
    [
      "[Link](https://example.com)",
      "a[href='https://example.com/'], a[href='https://example.com']",
    ],
    ["``` Code block ```", "pre code"],
  ]) {
    const row = dialog.getByRole("row").filter({ has: page.getByText(typed, { exact: true }) });
    await expect(row.locator(result)).toBeVisible();
  }
  for (const shortcut of ["Ctrl+B", "Ctrl+Shift+8", "Ctrl+Shift+.", "Ctrl+Enter", "Alt+F10"]) {
    await expect(dialog.getByRole("cell", { name: shortcut, exact: true })).toBeVisible();
  }
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(form.message).toBeFocused();
});

test("click targets are at least 24 pixels in size, touch targets 44", async ({
  browser,
  baseURL,
}) => {
  for (const [hasTouch, minimum] of [
    [false, 24],
    [true, 44],
  ]) {
    const page = await browser.newPage({ baseURL, hasTouch, isMobile: hasTouch, viewport: NARROW });
    await page.goto("/");
    const targets = page.locator("open-ticket [role=toolbar] button, open-ticket [role=tab]");
    await targets.first().waitFor();
    const sizes = await targets.filter({ visible: true }).evaluateAll((elements) =>
      elements.map((element) => {
        const { width, height } = element.getBoundingClientRect();
        return Math.min(width, height);
      }),
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(minimum);
    await page.close();
  }
});

test("a touch screen shows no shortcuts in the help, and no hint to drag files", async ({
  browser,
  baseURL,
}) => {
  const page = await browser.newPage({ baseURL, hasTouch: true, isMobile: true, viewport: NARROW });
  await page.goto("/");
  const form = page.locator("open-ticket");
  await form.getByRole("button", { name: "Formatting help" }).tap();
  await expect(form.getByRole("dialog").getByText("You type")).toBeVisible();
  await expect(form.getByText("Keyboard shortcuts")).toBeHidden();
  await expect(form.getByText("or drag them here")).toBeHidden();
  await expect(form.getByText("Take a photo")).toBeVisible();
  await page.close();
});
