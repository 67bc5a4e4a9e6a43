// Pasting links, rich text, tables, code, files and long logs into the message.
import { expect, test } from "./support/fixtures.js";
import {
  copyToClipboard,
  pasteIntoMessage,
  readMessage,
  writeMessage,
} from "./support/message-field.js";

const LONG_LOG = Array.from({ length: 250 }, (_, n) => `12:00:${n} worker ${n} stopped`).join("\n");
const RICH_HTML =
  '<h2>Since <b>Tuesday</b></h2><p>See <a href="https://example.com/a?b">the page</a> or ' +
  '<a href="javascript:alert(1)">not</a>.</p><ul><li>one</li><li><i>two</i></li></ul>' +
  '<pre><code class="language-sh">ls -l</code></pre><img src="http://127.0.0.1:9/x.png" alt="A chart">';

test("a URL pasted over a selection becomes a link", async ({ form }) => {
  await form.openWithEditor();
  await writeMessage(form, "see |the 🎫 page| please");
  expect(await pasteIntoMessage(form, { "text/plain": "https://example.com/?a=1" })).toBe(true);
  await expect(form.message).toHaveValue("see [the 🎫 page](https://example.com/?a=1) please");
});

test("a URL pasted at a caret is inserted unchanged, by the browser", async ({ form, page }) => {
  await form.openWithEditor();
  await writeMessage(form, "see |");
  await copyToClipboard(page, { "text/plain": "https://example.com/" });
  await page.keyboard.press("Control+V");
  expect(await readMessage(form)).toBe("see https://example.com/|");
});

test("rich text is converted to Markdown, and one undo removes it", async ({ form, page }) => {
  await form.openWithEditor();
  await writeMessage(form, "above|");
  await copyToClipboard(page, { "text/html": RICH_HTML, "text/plain": "Since Tuesday" });
  await page.keyboard.press("Control+V");
  const text = await form.message.inputValue();
  expect(text).toMatch(/^above\n\n## Since (\*\*)?Tuesday/);
  expect(text).toContain("[the page](https://example.com/a?b)");
  expect(text).toContain("- one\n- *two*");
  expect(text).toContain("```sh\nls -l\n```");
  expect(text).toContain("A chart");
  expect(text).not.toContain("javascript");
  await page.keyboard.press("Control+Z");
  await expect(form.message).toHaveValue("above");
});

test("Ctrl+Shift+V pastes plain text, and the next Ctrl+V rich text", async ({ form, page }) => {
  await form.openWithEditor();
  await writeMessage(form, "|");
  await copyToClipboard(page, { "text/html": "<b>bold</b>", "text/plain": "bold" });
  await page.keyboard.press("Control+Shift+V");
  await expect(form.message).toHaveValue("bold");
  await writeMessage(form, "|");
  await page.keyboard.press("Control+V");
  await expect(form.message).toHaveValue("**bold**");
});

test("rich text is pasted as plain text if the browser lacks Document.parseHTML", async ({
  form,
  page,
}) => {
  await page.addInitScript(() => {
    delete Document.parseHTML;
  });
  await form.openWithEditor();
  await writeMessage(form, "|");
  await copyToClipboard(page, { "text/html": "<b>bold</b>", "text/plain": "bold" });
  await page.keyboard.press("Control+V");
  await expect(form.message).toHaveValue("bold");
});

test("spreadsheet cells and HTML tables become Markdown tables", async ({ form }) => {
  await form.openWithEditor();
  const rows = [
    ["host", "load"],
    ["web-1", "0|5"],
  ];
  const tsv = rows.map((row) => row.join("\t")).join("\r\n");
  const htmlRows = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`);
  const html = `<style>td{}</style><table>${htmlRows.join("")}</table>`;
  for (const clipboard of [{ "text/plain": tsv }, { "text/plain": tsv, "text/html": html }]) {
    await writeMessage(form, "|");
    expect(await pasteIntoMessage(form, clipboard)).toBe(true);
    await expect(form.preview.getByRole("columnheader")).toHaveText(["host", "load"]);
    await expect(form.preview.getByRole("cell")).toHaveText(["web-1", "0|5"]);
  }
});

test("code from VS Code becomes a fenced code block with its language", async ({ form }) => {
  await form.openWithEditor();
  await writeMessage(form, "here:|");
  const metadata = JSON.stringify({ version: 1, mode: "rust", multicursorText: null });
  const code = "fn main() {\n    let s = `x`;\n}";
  expect(await pasteIntoMessage(form, { "text/plain": code, "vscode-editor-data": metadata })).toBe(
    true,
  );
  await expect(form.message).toHaveValue(`here:\n\n\`\`\`rust\n${code}\n\`\`\`\n`);
});

test("text pasted into a code block is not converted", async ({ form }) => {
  await form.openWithEditor();
  await writeMessage(form, "```\n|x|\n```");
  expect(await pasteIntoMessage(form, { "text/plain": "https://example.com/" })).toBe(false);
  const rich = { "text/plain": "bold", "text/html": "<b>bold</b>" };
  expect(await pasteIntoMessage(form, rich)).toBe(false);
});

test("all pasted files are attached", async ({ form }) => {
  await form.openWithEditor();
  const files = [
    ["screenshot.png", "PNG"],
    ["error.log", "log"],
  ];
  expect(await pasteIntoMessage(form, { "text/plain": "screenshot.png" }, files)).toBe(true);
  for (const [name] of files) await expect(form.removeButton(name)).toBeVisible();
  await expect(form.message).toHaveValue("");
});

test("the image that a spreadsheet copies with its cells is not attached", async ({ form }) => {
  await form.openWithEditor();
  const clipboard = {
    "text/plain": "a\tb\nc\td",
    "text/html": "<table><tr><td>a<td>b<tr><td>c<td>d",
  };
  expect(await pasteIntoMessage(form, clipboard, [["image.png", "PNG"]])).toBe(true);
  await expect(form.message).toHaveValue(/\| a/);
  await expect(form.removeButton("image.png")).toHaveCount(0);
});

test("a long pasted text can be attached as a file, and undo restores it", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  await writeMessage(form, "Look:\n|");
  await copyToClipboard(page, { "text/plain": LONG_LOG });
  await page.keyboard.press("Control+V");
  await expect(form.message).toHaveValue(`Look:\n${LONG_LOG}`);
  await expect(form.message).toBeFocused();
  await expect(form.host.getByRole("log").first()).toContainText("You pasted 250 lines.");
  const offer = form.host.getByRole("button", { name: "Attach as a file" });
  await offer.click();
  await expect(form.message).toHaveValue("Look:\n");
  await expect(form.removeButton("pasted-log.txt")).toBeVisible();
  await expect(offer).toHaveCount(0);
  await expect(form.message).toBeFocused();
  await page.keyboard.press("Control+Z");
  await expect(form.message).toHaveValue(`Look:\n${LONG_LOG}`);
});

test("the offer to attach a long text disappears on undo and when declined", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  const offer = form.host.getByRole("button", { name: "Attach as a file" });
  await copyToClipboard(page, { "text/plain": LONG_LOG });
  await writeMessage(form, "|");
  await page.keyboard.press("Control+V");
  await expect(offer).toBeVisible();
  await page.keyboard.press("Control+Z");
  await expect(offer).toHaveCount(0);
  await page.keyboard.press("Control+V");
  await form.host.getByRole("button", { name: "Keep as text" }).click();
  await expect(offer).toHaveCount(0);
  await expect(form.message).toHaveValue(LONG_LOG);
});
