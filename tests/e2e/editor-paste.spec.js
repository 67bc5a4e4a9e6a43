// Pasting links, rich text, tables, code and files into the message.
import { expect, test } from "./support/fixtures.js";
import {
  copyToClipboard,
  pasteIntoMessage,
  readMessage,
  writeMessage,
} from "./support/message-field.js";

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

test("rich text is converted without an HTML parser of the browser", async ({ form, page }) => {
  // WebKit has no `parseHTML`, and Trusted Types block the other parsers.
  await page.addInitScript(() => {
    delete Document.parseHTML;
    delete Document.parseHTMLUnsafe;
    delete globalThis.DOMParser;
  });
  await form.openWithEditor();
  await writeMessage(form, "|");
  await copyToClipboard(page, { "text/html": "<b>b&ouml;ld</b>", "text/plain": "böld" });
  await page.keyboard.press("Control+V");
  await expect(form.message).toHaveValue("**böld**");
});

test("styles, handlers and images of a clipboard do not violate the page's policy", async ({
  form,
}) => {
  // The fixture fails the test for a violation, a console error or a request.
  await form.openWithEditor();
  await writeMessage(form, "|");
  const html =
    '<style>p{color:red}</style><span style="font-weight:700" onclick="alert(1)">x</span> y ' +
    '<img src="http://127.0.0.1:9/x.png" onerror="alert(1)" alt="chart"><script>alert(1)</script>';
  expect(await pasteIntoMessage(form, { "text/html": html, "text/plain": "x y" })).toBe(true);
  await expect(form.message).toHaveValue("**x** y chart");
  await writeMessage(form, "|");
  const many = '<span style="font-weight:700;color:red">x</span> '.repeat(20_000);
  expect(await pasteIntoMessage(form, { "text/html": many })).toBe(true);
  await expect(form.message).toHaveValue(Array(20_000).fill("**x**").join(" "));
});

/** Shows text on the page and copies it as a user does: with the browser's own clipboard. */
async function copyFromPage(page, style, texts) {
  // Otherwise, the text area keeps the focus, and the page the selection.
  await page.evaluate(() => document.activeElement.shadowRoot?.activeElement.blur());
  await page.evaluate(
    ([style, texts]) => {
      const shown = document.createElement("div");
      Object.assign(shown.style, style);
      for (const [name, text] of texts) {
        const node = document.createElement(name);
        node.textContent = text;
        shown.append(node);
      }
      document.body.prepend(shown);
      getSelection().selectAllChildren(shown);
    },
    [style, texts],
  );
  await page.keyboard.press("Control+C");
  await page.evaluate(() => document.body.firstElementChild.remove());
}

test("lines and columns that a page shows are pasted as they were copied", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const log = [
    ["span", "12:00:01  INFO   start\n12:00:02  "],
    ["b", "ERROR"],
    ["span", "  disk   full\n12:00:03  INFO   retry\n12:00:04  INFO   done"],
  ];
  const text = log.map(([, part]) => part).join("");
  for (const whiteSpace of ["pre", "pre-wrap", "break-spaces"]) {
    await copyFromPage(page, { whiteSpace }, log);
    await writeMessage(form, "|");
    await page.keyboard.press("Control+V");
    await expect(form.message).toHaveValue(`\`\`\`\n${text}\n\`\`\`\n`);
  }
  await copyFromPage(page, {}, [
    ["p", "One"],
    ["b", "Two"],
    ["br", ""],
    ["br", ""],
    ["span", "10\u00a0000\u00a0€"],
  ]);
  await writeMessage(form, "|");
  await page.keyboard.press("Control+V");
  await expect(form.message).toHaveValue("One\n\n**Two**\n\n10\u00a0000\u00a0€");
});

test("rich text is pasted as plain text if the plain text has more lines", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  await writeMessage(form, "|");
  const html = "<div>12:00  a\n12:01  <b>b</b></div>";
  await copyToClipboard(page, { "text/html": html, "text/plain": "12:00  a\n12:01  b" });
  await page.keyboard.press("Control+V");
  await expect(form.message).toHaveValue("12:00  a\n12:01  b");
});

test("lines without formatting stay lines", async ({ form, page }) => {
  await form.openWithEditor();
  const html = "<p>Line one<br>Line two</p>";
  for (const clipboard of [
    { "text/html": html },
    { "text/html": html, "text/plain": "Line one\nLine two" },
    { "text/plain": "Line one\r\nLine two" },
  ]) {
    await writeMessage(form, "|");
    await copyToClipboard(page, clipboard);
    await page.keyboard.press("Control+V");
    await expect(form.message).toHaveValue(/^Line one {0,2}\nLine two$/);
  }
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
    ["login-page.png", "PNG"],
    ["error.log", "log"],
  ];
  expect(await pasteIntoMessage(form, { "text/plain": "login-page.png" }, files)).toBe(true);
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
