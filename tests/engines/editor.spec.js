// The editor: commands by keyboard and toolbar, Enter in lists, undo and redo, and pasting.
import { copy } from "./support/clipboard.js";
import { expect, test } from "./support/fixtures.js";
import { readMessage, writeMessage } from "./support/message.js";

// Name, shortcut, text before and text after; bars mark the selection or the caret.
const COMMANDS = [
  ["Heading", "Control+Alt+2", "|Since Tuesday|", "## |Since Tuesday|"],
  ["Bold", "Control+b", "it |stands| 🎫 still", "it **|stands|** 🎫 still"],
  ["Italic", "Control+i", "🎫 it |stands| still", "🎫 it *|stands|* still"],
  ["Strikethrough", "Control+Shift+x", "it |stands| still", "it ~~|stands|~~ still"],
  ["Code", "Control+e", "it |stands| still", "it `|stands|` still"],
  ["Link", "Control+k", "see |here|", "see [here](|url|)"],
  ["Quote", "Control+Shift+.", "|one\ntwo|", "|> one\n> two|"],
  ["Bulleted list", "Control+Shift+8", "|one\ntwo|", "|- one\n- two|"],
  ["Numbered list", "Control+Shift+7", "|one\ntwo|", "|1. one\n2. two|"],
  ["Task list", "Control+Shift+l", "|one\ntwo|", "|- [ ] one\n- [ ] two|"],
  ["Code block", "Control+Alt+c", "|let a;|", "```\n|let a;|\n```"],
];

const withoutBars = (marked) => marked.replaceAll("|", "");

test.beforeEach(async ({ form }) => {
  await form.open();
  await form.focusMessage();
});

test("each command makes the same change by shortcut and by toolbar button, and undo restores the text", async ({
  form,
  page,
}) => {
  for (const [name, shortcut, before, after] of COMMANDS) {
    await writeMessage(form, before);
    await page.press(shortcut);
    await form.expectValue("Message", withoutBars(after));
    const resultOfShortcut = await readMessage(form);
    await page.undo();
    await form.expectValue("Message", withoutBars(before));
    await writeMessage(form, before);
    await form.click(`${name} (`);
    expect(await readMessage(form), name).toBe(resultOfShortcut);
    await form.expectFocus({ id: "open-ticket-message" });
  }
});

test("a pressed toolbar button removes the formatting", async ({ form, page }) => {
  const isPressed = async () => (await form.button("Bold (")).getAttribute("aria-pressed");
  await writeMessage(form, "it |stands|");
  await form.click("Bold (");
  await expect.poll(isPressed).toBe("true");
  await form.click("Bold (");
  expect(await readMessage(form)).toBe("it |stands|");
  await expect.poll(isPressed).toBe("false");
  await page.press("Control+b");
  await expect.poll(isPressed).toBe("true");
});

test("Enter continues a list with both Enter keys, and ends it at an empty item", async ({
  form,
  page,
}) => {
  await writeMessage(form, "1. one|\n2. three");
  await page.press("Enter");
  expect(await readMessage(form)).toBe("1. one\n2. |\n3. three");
  await writeMessage(form, "- [x] one|");
  await page.press("NumpadEnter");
  expect(await readMessage(form)).toBe("- [x] one\n- [ ] |");
  await page.press("Enter");
  await page.type("Thanks");
  await form.expectValue("Message", "- [x] one\n\nThanks");
  await writeMessage(form, "- one|");
  await page.press("Shift+Enter");
  expect(await readMessage(form)).toBe("- one\n|");
});

test("Tab indents a selection, and moves the focus from a caret", async ({ form, page }) => {
  await writeMessage(form, "|- one\n- two|");
  await page.press("Tab");
  await form.expectValue("Message", expect.stringMatching(/^( {2,4}- \w+\n?){2}$/));
  await page.press("Shift+Tab");
  await form.expectValue("Message", "- one\n- two");
  await writeMessage(form, "- one|");
  await page.press("Tab");
  expect((await form.focused()).id).not.toBe("open-ticket-message");
  await form.expectValue("Message", "- one");
});

test("one undo per command restores the typed text, and redo the commands", async ({
  form,
  page,
}) => {
  await page.type("one two\n- three");
  const shortcuts = ["Control+b", "Control+i", "Enter", "Control+k", "Control+Shift+7"];
  for (const shortcut of shortcuts) await page.press(shortcut);
  const formatted = await form.value("Message");
  expect(formatted).not.toBe("one two\n- three");
  for (const _ of shortcuts) await page.undo();
  await form.expectValue("Message", "one two\n- three");
  await form.expectText("[part=open-ticket-preview] li", "three");
  for (const _ of shortcuts) await page.redo();
  await form.expectValue("Message", formatted);
});

test("the preview follows each key, and shows every construct", async ({ form, page }) => {
  await page.type("*a*");
  await form.expectText("[part=open-ticket-preview] em", "a");
  await page.type(" ~~b~~ `c`");
  await form.expectText("[part=open-ticket-preview] del", "b");
  await form.expectText("[part=open-ticket-preview] code", "c");
  await writeMessage(form, "> quote\n\n1. one\n2. two\n\n```js\nlet a;\n```\n\n<b>x</b>|");
  await form.expectText("[part=open-ticket-preview] blockquote", "quote");
  await form.expectText("[part=open-ticket-preview] ol li", "one\ntwo");
  await form.expectText("[part=open-ticket-preview] pre", "let a;");
  await form.expectText("[part=open-ticket-preview]", "<b>x</b>");
});

test("rich text from the clipboard is pasted as Markdown, and one undo removes it", async ({
  form,
  page,
}) => {
  const html =
    '<h2>Since Tuesday</h2><p>See <a href="https://example.com/a?b">the page</a> or ' +
    "<b>not</b>.</p><ul><li>one</li><li><i>two</i></li></ul><pre><code>ls -l</code></pre>";
  await copy(page, { "text/html": html, "text/plain": "Since Tuesday" });
  await writeMessage(form, "above|");
  await page.press("Control+v");
  const value = () => form.value("Message");
  await expect.poll(value).toMatch(/^above\n\n## Since Tuesday/);
  const text = await value();
  expect(text).toContain("See [the page](https://example.com/a?b) or **not**.");
  expect(text).toContain("- one\n- *two*");
  expect(text).toContain("```\nls -l\n```");
  await page.undo();
  await form.expectValue("Message", "above");
});

test("a URL pasted over a selection becomes a link, and text is inserted at a caret", async ({
  form,
  page,
}) => {
  await copy(page, { "text/plain": "https://example.com/?a=1" });
  await writeMessage(form, "see |the 🎫 page| please");
  await page.press("Control+v");
  await form.expectValue("Message", "see [the 🎫 page](https://example.com/?a=1) please");
  await writeMessage(form, "see |");
  await page.press("Control+v");
  await expect.poll(() => readMessage(form)).toBe("see https://example.com/?a=1|");
});
