// What keys and buttons do to a message.
import { expect, test } from "./fixtures.js";
import { read, write } from "./message.js";
import { ADA } from "./ticket-form.js";

const COMMANDS = [
  ["Heading", "Control+Alt+2", "|Since Tuesday|", "## |Since Tuesday|"],
  ["Bold", "Control+B", "it |stands| 🎫 still", "it **|stands|** 🎫 still"],
  ["Italic", "Control+I", "🎫 it |stands| still", "🎫 it *|stands|* still"],
  ["Strikethrough", "Control+Shift+X", "it |stands| still", "it ~~|stands|~~ still"],
  ["Code", "Control+E", "it |stands| still", "it `|stands|` still"],
  ["Link", "Control+K", "see |here|", "see [here](|url|)"],
  ["Quote", "Control+Shift+Period", "|one\ntwo|", "|> one\n> two|"],
  ["Bulleted list", "Control+Shift+Digit8", "|one\ntwo|", "|- one\n- two|"],
  ["Numbered list", "Control+Shift+Digit7", "|one\ntwo|", "|1. one\n2. two|"],
  ["Task list", "Control+Shift+L", "|one\ntwo|", "|- [ ] one\n- [ ] two|"],
  ["Code block", "Control+Alt+C", "|let a;|", "```\n|let a;|\n```"],
];
const plain = (marked) => marked.replaceAll("|", "");
const pressed = (tool) => expect(tool).toHaveAttribute("aria-pressed", "true");

for (const [name, keys, before, after] of COMMANDS) {
  test(`${name}: ${keys} and the button do and undo the same`, async ({ form, page }) => {
    await form.openToWrite();
    const tool = form.tool(new RegExp(`^${name} \\(`));
    await write(form, before);
    await page.keyboard.press(keys);
    await expect(form.message).toHaveValue(plain(after));
    const byKeys = await read(form);
    await page.keyboard.press("Control+Z");
    await expect(form.message).toHaveValue(plain(before));

    await write(form, before);
    await tool.click();
    expect(await read(form)).toBe(byKeys);
    await expect(form.message).toBeFocused();
    if (name === "Link") return;
    await pressed(tool);
    await tool.click();
    expect(await read(form)).toBe(before);
    await expect(tool).toHaveAttribute("aria-pressed", "false");
  });
}

test("a table is begun with its first cell selected", async ({ form }) => {
  await form.openToWrite();
  await write(form, "|");
  await form.tool("Table").click();
  expect(await form.message.inputValue()).toMatch(/^\|.+\|.+\|\n\|[ -]+\|[ -]+\|\n/);
  const chosen = await form.message.evaluate((a) =>
    a.value.slice(a.selectionStart, a.selectionEnd),
  );
  expect(chosen).toMatch(/^\w+/);
});

test("a table's keys make it, and lines of it again", async ({ form, page }) => {
  await form.openToWrite();
  await write(form, "|");
  await page.keyboard.press("Control+Alt+KeyG");
  await expect(form.preview.getByRole("columnheader")).toHaveText(["A", "B"]);
  await expect(form.tool("Table")).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Control+Alt+KeyG");
  await expect(form.message).toHaveValue("A\tB\n\t\n\t");
  await expect(form.tool("Table")).toHaveAttribute("aria-pressed", "false");
});

test("as many undos as commands bring the typed text back", async ({ form, page }) => {
  await form.openToWrite();
  await form.message.focus();
  await page.keyboard.type("one two\n- three");
  const typed = await form.message.inputValue();
  const commands = ["Control+B", "Control+I", "Enter", "Control+K", "Control+Shift+Digit7"];
  for (const keys of commands) await page.keyboard.press(keys);
  await form.tool(/^Table/).click();
  await form.tool(/^Bold/).click();
  await expect(form.message).not.toHaveValue(typed);
  for (let n = 0; n < commands.length + 2; n += 1) await page.keyboard.press("Control+Z");
  await expect(form.message).toHaveValue(typed);
  await expect(form.preview.getByRole("listitem")).toHaveText("three");
});

test("Enter goes on with a list, and an empty item ends it", async ({ form, page }) => {
  await form.openToWrite();
  await write(form, "1. one|\n2. three");
  await page.keyboard.press("Enter");
  expect(await read(form)).toBe("1. one\n2. |\n3. three");
  await write(form, "- [x] one|");
  await page.keyboard.press("Enter");
  expect(await read(form)).toBe("- [x] one\n- [ ] |");
  await page.keyboard.press("Enter");
  expect(await read(form)).not.toContain("\n- ");
  await write(form, "```\n- one|\n```");
  await page.keyboard.press("Enter");
  expect(await read(form)).toBe("```\n- one\n|\n```");
  await write(form, "- one|");
  await page.keyboard.press("Shift+Enter");
  expect(await read(form)).toBe("- one\n|");
});

test("Tab moves selected lines in and out, and only those", async ({ form, page }) => {
  await form.openToWrite();
  await write(form, "|- one\n- two|");
  await page.keyboard.press("Tab");
  await expect(form.message).toBeFocused();
  await expect(form.message).toHaveValue(/^( {2,4}- \w+\n?){2}$/);
  await page.keyboard.press("Shift+Tab");
  await expect(form.message).toHaveValue("- one\n- two");
  await write(form, "- one|");
  await page.keyboard.press("Tab");
  await expect(form.message).not.toBeFocused();
  await expect(form.message).toHaveValue("- one");
});

test("the editor's keys do nothing in the list of keys", async ({ form, page }) => {
  await form.openToWrite();
  await form.tool("Keyboard").click();
  await expect(form.keys).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Control+Alt+P");
  await page.keyboard.press("Escape");
  await expect(form.keys).toBeHidden();
  await expect(form.message).toBeVisible();
  await expect(form.summary).toHaveCount(0);
});

test("Ctrl+Enter sends, by the way of the button", async ({ form }) => {
  await form.openToWrite();
  await form.message.press("Control+Enter");
  await expect(form.summary).toContainText("Write a message");
  await form.fill(ADA);
  await form.message.press("Control+Enter");
  await expect(form.done).toBeFocused();
});

test("while an input method composes, no key is a command", async ({ form, page }) => {
  await form.openToWrite();
  await write(form, "- |");
  const session = await page.context().newCDPSession(page);
  await session.send("Input.imeSetComposition", {
    text: "にほ",
    selectionStart: 2,
    selectionEnd: 2,
  });
  await expect(form.message).toHaveValue("- にほ");
  const key = { code: "KeyB", key: "b", windowsVirtualKeyCode: 229, modifiers: 2 };
  await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
  const enter = { code: "Enter", key: "Enter", windowsVirtualKeyCode: 229 };
  await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
  await expect(form.message).toHaveValue("- にほ");
  await session.send("Input.insertText", { text: "日本" });
  await expect(form.message).toHaveValue("- 日本");
  await expect(form.preview.getByRole("listitem")).toHaveText("日本");
  await page.keyboard.press("Enter");
  await expect(form.message).toHaveValue("- 日本\n- ");
});

test("AltGr writes letters, it commands nothing", async ({ form }) => {
  await form.openToWrite();
  await write(form, "|a|");
  const taken = await form.message.evaluate((area) => {
    const about = { code: "Digit2", key: "²", ctrlKey: true, altKey: true, modifierAltGraph: true };
    return !area.dispatchEvent(
      new KeyboardEvent("keydown", { ...about, bubbles: true, cancelable: true }),
    );
  });
  expect(taken).toBe(false);
  await expect(form.message).toHaveValue("a");
});

test("where the browser inserts nothing, commands work all the same", async ({ form, page }) => {
  await page.addInitScript(() => {
    document.execCommand = () => false;
  });
  await form.openToWrite();
  await write(form, "it |stands|");
  await page.keyboard.press("Control+B");
  expect(await read(form)).toBe("it **|stands|**");
  await expect(form.preview.locator("strong")).toHaveText("stands");
});
