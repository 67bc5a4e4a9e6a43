// Editor commands by keyboard shortcut and by toolbar button, and the Enter, Tab and AltGr keys.
import { expect, test } from "./support/fixtures.js";
import { readMessage, writeMessage } from "./support/message-field.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

// Name, shortcut, text before and text after; bars mark the selection or the caret.
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
const withoutBars = (marked) => marked.replaceAll("|", "");

for (const [name, shortcut, before, after] of COMMANDS) {
  test(`${name}: ${shortcut} and the toolbar button make the same change`, async ({
    form,
    page,
  }) => {
    await form.openWithEditor();
    const button = form.toolbarButton(new RegExp(`^${name} \\(`));
    await writeMessage(form, before);
    await page.keyboard.press(shortcut);
    await expect(form.message).toHaveValue(withoutBars(after));
    const resultOfShortcut = await readMessage(form);
    await page.keyboard.press("Control+Z");
    await expect(form.message).toHaveValue(withoutBars(before));

    await writeMessage(form, before);
    await button.click();
    expect(await readMessage(form)).toBe(resultOfShortcut);
    await expect(form.message).toBeFocused();
    if (name === "Link") return;
    await expect(button).toHaveAttribute("aria-pressed", "true");
    await button.click();
    expect(await readMessage(form)).toBe(before);
    await expect(button).toHaveAttribute("aria-pressed", "false");
  });
}

test("inserting a table selects its first cell", async ({ form }) => {
  await form.openWithEditor();
  await writeMessage(form, "|");
  await form.toolbarButton("Table").click();
  expect(await form.message.inputValue()).toMatch(/^\|.+\|.+\|\n\|[ -]+\|[ -]+\|\n/);
  const selectedText = await form.message.evaluate((textarea) =>
    textarea.value.slice(textarea.selectionStart, textarea.selectionEnd),
  );
  expect(selectedText).toMatch(/^\w+/);
});

test("the table shortcut inserts a table, and converts it back to tab-separated lines", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  await writeMessage(form, "|");
  await page.keyboard.press("Control+Alt+KeyG");
  await expect(form.preview.getByRole("columnheader")).toHaveText(["A", "B"]);
  await expect(form.toolbarButton("Table")).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Control+Alt+KeyG");
  await expect(form.message).toHaveValue("A\tB\n\t\n\t");
  await expect(form.toolbarButton("Table")).toHaveAttribute("aria-pressed", "false");
});

test("one undo per command restores the typed text", async ({ form, page }) => {
  await form.openWithEditor();
  await form.message.focus();
  await page.keyboard.type("one two\n- three");
  const typedText = await form.message.inputValue();
  const shortcuts = ["Control+B", "Control+I", "Enter", "Control+K", "Control+Shift+Digit7"];
  for (const shortcut of shortcuts) await page.keyboard.press(shortcut);
  await form.toolbarButton(/^Table/).click();
  await form.toolbarButton(/^Bold/).click();
  await expect(form.message).not.toHaveValue(typedText);
  for (let n = 0; n < shortcuts.length + 2; n += 1) await page.keyboard.press("Control+Z");
  await expect(form.message).toHaveValue(typedText);
  await expect(form.preview.getByRole("listitem")).toHaveText("three");
});

test("Enter continues a list, and ends it at an empty item", async ({ form, page }) => {
  await form.openWithEditor();
  await writeMessage(form, "1. one|\n2. three");
  await page.keyboard.press("Enter");
  expect(await readMessage(form)).toBe("1. one\n2. |\n3. three");
  await writeMessage(form, "- [x] one|");
  await page.keyboard.press("Enter");
  expect(await readMessage(form)).toBe("- [x] one\n- [ ] |");
  await page.keyboard.press("Enter");
  expect(await readMessage(form)).not.toContain("\n- ");
  await writeMessage(form, "```\n- one|\n```");
  await page.keyboard.press("Enter");
  expect(await readMessage(form)).toBe("```\n- one\n|\n```");
  await writeMessage(form, "- one|");
  await page.keyboard.press("Shift+Enter");
  expect(await readMessage(form)).toBe("- one\n|");
});

test("Tab indents and Shift+Tab outdents a selection; at a caret, Tab moves the focus", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  await writeMessage(form, "|- one\n- two|");
  await page.keyboard.press("Tab");
  await expect(form.message).toBeFocused();
  await expect(form.message).toHaveValue(/^( {2,4}- \w+\n?){2}$/);
  await page.keyboard.press("Shift+Tab");
  await expect(form.message).toHaveValue("- one\n- two");
  await writeMessage(form, "- one|");
  await page.keyboard.press("Tab");
  await expect(form.message).not.toBeFocused();
  await expect(form.message).toHaveValue("- one");
});

test("editor shortcuts have no effect in the help dialog", async ({ form, page }) => {
  await form.openWithEditor();
  await form.toolbarButton("Formatting help").click();
  await expect(form.helpDialog).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Control+Alt+P");
  await page.keyboard.press("Escape");
  await expect(form.helpDialog).toBeHidden();
  await expect(form.message).toBeVisible();
  await expect(form.errorSummary).toHaveCount(0);
});

test("Ctrl+Enter validates and submits the form like the Send button", async ({ form }) => {
  await form.openWithEditor();
  await form.message.press("Control+Enter");
  await expect(form.errorSummary).toContainText("Enter a message");
  await form.fill(SAMPLE_TICKET);
  await form.message.press("Control+Enter");
  await expect(form.confirmation).toBeFocused();
});

test("shortcuts and Enter are ignored during input method composition", async ({ form, page }) => {
  await form.openWithEditor();
  await writeMessage(form, "- |");
  const session = await page.context().newCDPSession(page);
  await session.send("Input.imeSetComposition", {
    text: "にほ",
    selectionStart: 2,
    selectionEnd: 2,
  });
  await expect(form.message).toHaveValue("- にほ");
  const controlB = { code: "KeyB", key: "b", windowsVirtualKeyCode: 229, modifiers: 2 };
  await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...controlB });
  const enter = { code: "Enter", key: "Enter", windowsVirtualKeyCode: 229 };
  await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
  await expect(form.message).toHaveValue("- にほ");
  await session.send("Input.insertText", { text: "日本" });
  await expect(form.message).toHaveValue("- 日本");
  await expect(form.preview.getByRole("listitem")).toHaveText("日本");
  await page.keyboard.press("Enter");
  await expect(form.message).toHaveValue("- 日本\n- ");
});

/** Dispatches a key event; returns `true` if the form handled it. */
function pressKey(form, options) {
  return form.message.evaluate(
    (textarea, options) =>
      !textarea.dispatchEvent(
        new KeyboardEvent("keydown", {
          ...options,
          bubbles: true,
          composed: true,
          cancelable: true,
        }),
      ),
    options,
  );
}

test("the Enter keys of a numeric keypad and of a phone act as Enter", async ({ form, page }) => {
  await form.openWithEditor();
  await writeMessage(form, "- one|");
  await page.keyboard.press("NumpadEnter");
  expect(await readMessage(form)).toBe("- one\n- |");
  expect(await pressKey(form, { key: "Enter", code: "" })).toBe(true);
  expect(await readMessage(form)).toBe("- one\n\n|");
  await page.keyboard.press("Control+NumpadEnter");
  await expect(form.errorSummary).toBeVisible();
});

test("a named key that the browser does not identify is matched by `code`", async ({ form }) => {
  // WebKitGTK does not identify Shift+Tab.
  await form.openWithEditor();
  await writeMessage(form, "|    - one\n    - two|");
  const unidentified = { key: "Unidentified", shiftKey: true };
  expect(await pressKey(form, { ...unidentified, code: "KeyQ" })).toBe(false);
  expect(await pressKey(form, { ...unidentified, code: "Tab" })).toBe(true);
  await expect(form.message).toHaveValue("- one\n- two");
});

test("letters are matched by `key`, and by `code` in other scripts", async ({ form }) => {
  await form.openWithEditor();
  for (const [key, code, isBold] of [
    ["b", "", true],
    ["B", "KeyN", true],
    ["и", "KeyB", true],
    ["n", "KeyB", false],
  ]) {
    await writeMessage(form, "a |word|");
    await pressKey(form, { key, code, ctrlKey: true });
    expect(await readMessage(form)).toBe(isBold ? "a **|word|**" : "a |word|");
  }
});

test("a sentence typed after a list is a separate paragraph", async ({ form, page }) => {
  await form.openWithEditor();
  await writeMessage(form, "- one|");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Thank you, Ada");
  await expect(form.message).toHaveValue("- one\n\nThank you, Ada");
  await expect(form.preview.getByRole("listitem")).toHaveText("one");
  await expect(form.preview.locator("p")).toHaveText("Thank you, Ada");
});

test("bold text between letters and punctuation is bold in the preview", async ({ form, page }) => {
  await form.openWithEditor();
  await writeMessage(form, "これは|「重要」|です");
  await page.keyboard.press("Control+B");
  await expect(form.preview.locator("strong")).toHaveText("重要");
  await expect(form.preview).toContainText("これは「重要」です");
  await expect(form.toolbarButton(/^Bold/)).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Control+B");
  expect(await readMessage(form)).toBe("これは|「重要」|です");
});

test("AltGr combinations do not trigger shortcuts", async ({ form }) => {
  await form.openWithEditor();
  await writeMessage(form, "|a|");
  const prevented = await form.message.evaluate((textarea) => {
    const options = {
      code: "Digit2",
      key: "²",
      ctrlKey: true,
      altKey: true,
      modifierAltGraph: true,
    };
    return !textarea.dispatchEvent(
      new KeyboardEvent("keydown", { ...options, bubbles: true, cancelable: true }),
    );
  });
  expect(prevented).toBe(false);
  await expect(form.message).toHaveValue("a");
});

test("commands work if document.execCommand fails", async ({ form, page }) => {
  await page.addInitScript(() => {
    document.execCommand = () => false;
  });
  await form.openWithEditor();
  await writeMessage(form, "it |stands|");
  await page.keyboard.press("Control+B");
  expect(await readMessage(form)).toBe("it **|stands|**");
  await expect(form.preview.locator("strong")).toHaveText("stands");
});
