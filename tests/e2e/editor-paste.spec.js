// What pasting makes of what was copied.
import { expect, test } from "./fixtures.js";
import { copy, paste, read, write } from "./message.js";

const LOG = Array.from({ length: 250 }, (_, n) => `12:00:${n} worker ${n} stopped`).join("\n");
const RICH =
  '<h2>Since <b>Tuesday</b></h2><p>See <a href="https://example.com/a?b">the page</a> or ' +
  '<a href="javascript:alert(1)">not</a>.</p><ul><li>one</li><li><i>two</i></li></ul>' +
  '<pre><code class="language-sh">ls -l</code></pre><img src="http://127.0.0.1:9/x.png" alt="A chart">';

test("an address on a selection becomes a link", async ({ form }) => {
  await form.openToWrite();
  await write(form, "see |the 🎫 page| please");
  expect(await paste(form, { "text/plain": "https://example.com/?a=1" })).toBe(true);
  await expect(form.message).toHaveValue("see [the 🎫 page](https://example.com/?a=1) please");
});

test("an address without a selection is pasted as it is, by the browser", async ({
  form,
  page,
}) => {
  await form.openToWrite();
  await write(form, "see |");
  await copy(page, { "text/plain": "https://example.com/" });
  await page.keyboard.press("Control+V");
  expect(await read(form)).toBe("see https://example.com/|");
});

test("rich text becomes Markdown, which one undo takes back", async ({ form, page }) => {
  await form.openToWrite();
  await write(form, "above|");
  await copy(page, { "text/html": RICH, "text/plain": "Since Tuesday" });
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

test("Ctrl+Shift+V pastes the plain text, and only that one time", async ({ form, page }) => {
  await form.openToWrite();
  await write(form, "|");
  await copy(page, { "text/html": "<b>bold</b>", "text/plain": "bold" });
  await page.keyboard.press("Control+Shift+V");
  await expect(form.message).toHaveValue("bold");
  await write(form, "|");
  await page.keyboard.press("Control+V");
  await expect(form.message).toHaveValue("**bold**");
});

test("without a parser that is safe, rich text is pasted plain", async ({ form, page }) => {
  await page.addInitScript(() => {
    delete Document.parseHTML;
  });
  await form.openToWrite();
  await write(form, "|");
  await copy(page, { "text/html": "<b>bold</b>", "text/plain": "bold" });
  await page.keyboard.press("Control+V");
  await expect(form.message).toHaveValue("bold");
});

test("a range of a spreadsheet and a table of a page become tables", async ({ form }) => {
  await form.openToWrite();
  const rows = [
    ["host", "load"],
    ["web-1", "0|5"],
  ];
  const tsv = rows.map((row) => row.join("\t")).join("\r\n");
  const cells = rows.map((row) => `<tr>${row.map((c) => `<td>${c}</td>`).join("")}</tr>`);
  const html = `<style>td{}</style><table>${cells.join("")}</table>`;
  for (const kinds of [{ "text/plain": tsv }, { "text/plain": tsv, "text/html": html }]) {
    await write(form, "|");
    expect(await paste(form, kinds)).toBe(true);
    await expect(form.preview.getByRole("columnheader")).toHaveText(["host", "load"]);
    await expect(form.preview.getByRole("cell")).toHaveText(["web-1", "0|5"]);
  }
});

test("code from an editor becomes a fence with its language", async ({ form }) => {
  await form.openToWrite();
  await write(form, "here:|");
  const about = JSON.stringify({ version: 1, mode: "rust", multicursorText: null });
  const code = "fn main() {\n    let s = `x`;\n}";
  expect(await paste(form, { "text/plain": code, "vscode-editor-data": about })).toBe(true);
  await expect(form.message).toHaveValue(`here:\n\n\`\`\`rust\n${code}\n\`\`\`\n`);
});

test("inside of code nothing is made of what is pasted", async ({ form }) => {
  await form.openToWrite();
  await write(form, "```\n|x|\n```");
  expect(await paste(form, { "text/plain": "https://example.com/" })).toBe(false);
  const rich = { "text/plain": "bold", "text/html": "<b>bold</b>" };
  expect(await paste(form, rich)).toBe(false);
});

test("files that are pasted go along, all of them", async ({ form }) => {
  await form.openToWrite();
  const files = [
    ["screenshot.png", "PNG"],
    ["error.log", "log"],
  ];
  expect(await paste(form, { "text/plain": "screenshot.png" }, files)).toBe(true);
  for (const [name] of files) await expect(form.remove(name)).toBeVisible();
  await expect(form.message).toHaveValue("");
});

test("a sheet's picture of itself stays behind", async ({ form }) => {
  await form.openToWrite();
  const kinds = { "text/plain": "a\tb\nc\td", "text/html": "<table><tr><td>a<td>b<tr><td>c<td>d" };
  expect(await paste(form, kinds, [["image.png", "PNG"]])).toBe(true);
  await expect(form.message).toHaveValue(/\| a/);
  await expect(form.remove("image.png")).toHaveCount(0);
});

test("a long log may become a file, and come back", async ({ form, page }) => {
  await form.openToWrite();
  await write(form, "Look:\n|");
  await copy(page, { "text/plain": LOG });
  await page.keyboard.press("Control+V");
  await expect(form.message).toHaveValue(`Look:\n${LOG}`);
  await expect(form.message).toBeFocused();
  await expect(form.host.getByRole("log").first()).toContainText("You pasted 250 lines.");
  const offer = form.host.getByRole("button", { name: "Make it a file instead" });
  await offer.click();
  await expect(form.message).toHaveValue("Look:\n");
  await expect(form.remove("pasted-log.txt")).toBeVisible();
  await expect(offer).toHaveCount(0);
  await expect(form.message).toBeFocused();
  await page.keyboard.press("Control+Z");
  await expect(form.message).toHaveValue(`Look:\n${LOG}`);
});

test("the offer goes with the text that it is about, or when it is declined", async ({
  form,
  page,
}) => {
  await form.openToWrite();
  const offer = form.host.getByRole("button", { name: "Make it a file instead" });
  await copy(page, { "text/plain": LOG });
  await write(form, "|");
  await page.keyboard.press("Control+V");
  await expect(offer).toBeVisible();
  await page.keyboard.press("Control+Z");
  await expect(offer).toHaveCount(0);
  await page.keyboard.press("Control+V");
  await form.host.getByRole("button", { name: "Keep it as text" }).click();
  await expect(offer).toHaveCount(0);
  await expect(form.message).toHaveValue(LOG);
});
