// Large messages: changes with many lines, their undo, and the preview of long text.
import { expect, test } from "./support/fixtures.js";
import { pasteIntoMessage, readMessage } from "./support/message-field.js";

const numbers = (count) => Array.from({ length: count }, (_, n) => n);
const lines = (count) => numbers(count).map((n) => `12:00:${n} worker ${n} stopped`);
const PAUSED = "The message is too long to preview";

/** Sets the message in one step: `fill` inserts it line by line, as typing does. */
async function setMessage(form, text) {
  await form.message.evaluate((area, text) => {
    area.focus();
    area.value = text;
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, text);
}

test.beforeEach(async ({ form, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await form.openWithEditor();
  await form.message.focus();
});

test("a thousand rows of a spreadsheet are one undo step", async ({ form, page }) => {
  await page.keyboard.type("Servers: ");
  const rows = numbers(1_000).map((n) => `<tr><td>web-${n}</td><td>${n}</td></tr>`);
  const html = `<table>${rows.join("")}</table>`;
  const text = numbers(1_000).map((n) => `web-${n}\t${n}`);
  await pasteIntoMessage(form, { "text/html": html, "text/plain": text.join("\n") });
  await expect(form.message).toHaveValue(/^Servers:\s+\|.*web-0/);
  await expect(form.message).toHaveValue(/web-999/);
  const pasted = await form.message.inputValue();
  expect(pasted.split("\n").length).toBeGreaterThanOrEqual(1_001);
  await page.keyboard.type("!");
  await page.keyboard.press("Control+Z");
  await expect(form.message).toHaveValue(pasted);
  await page.keyboard.press("Control+Z");
  await expect(form.message).toHaveValue("Servers: ");
  await page.keyboard.press("Control+Shift+Z");
  await expect(form.message).toHaveValue(pasted);
  for (const _ of "12") await page.keyboard.press("Control+Z");
  await expect(form.message).toHaveValue("");
  for (const _ of "12") await page.keyboard.press("Control+Y");
  await expect(form.message).toHaveValue(pasted);
});

test("a list of 2,000 items is pasted as one undo step", async ({ form, page }) => {
  const items = lines(2_000).map((line) => `<li>${line}</li>`);
  await pasteIntoMessage(form, { "text/html": `<ul>${items.join("")}</ul>` });
  const expected = lines(2_000).map((line) => `- ${line}`);
  await expect(form.message).toHaveValue(expected.join("\n"));
  await page.keyboard.press("Control+Z");
  await expect(form.message).toHaveValue("");
});

test("quoting 2,000 lines is one undo step, and the selection is restored", async ({
  form,
  page,
}) => {
  const text = lines(2_000).join("\n");
  await setMessage(form, text);
  await page.keyboard.press("Control+A");
  await form.toolbarButton("Quote").click();
  const quoted = lines(2_000).map((line) => `> ${line}`);
  await expect(form.message).toHaveValue(quoted.join("\n"));
  await form.message.focus();
  await page.keyboard.press("Control+Z");
  await expect(form.message).toHaveValue(text);
  expect(await readMessage(form)).toBe(`|${text}|`);
});

test("the menu's undo works after a large change", async ({ form, page }) => {
  await page.keyboard.type("before");
  const items = lines(1_000).map((line) => `<li>${line}</li>`);
  await pasteIntoMessage(form, { "text/html": `<ul>${items.join("")}</ul>` });
  await expect(form.message).toHaveValue(/^before\s+- 12:00:0/);
  const pasted = await form.message.inputValue();
  await page.keyboard.type(" after");
  const session = await page.context().newCDPSession(page);
  // Runs a command of the browser like its Edit menu, which also dispatches `beforeinput`.
  const run = (command) =>
    session.send("Input.dispatchKeyEvent", { type: "keyDown", key: "F13", commands: [command] });
  await run("undo");
  await expect(form.message).toHaveValue(pasted);
  await run("undo");
  await expect(form.message).toHaveValue("before");
});

test("the preview pauses above 256 KiB with a hint, and continues below", async ({
  form,
  page,
}) => {
  const long = `**start**\n${lines(12_000).join("\n")}`;
  await setMessage(form, long);
  await expect(form.preview).toContainText(PAUSED);
  await expect(form.preview.locator("strong")).toHaveCount(0);
  await page.keyboard.press("Control+End");
  await page.keyboard.type("x");
  await expect(form.message).toHaveValue(`${long}x`);
  await form.tab("Preview").click();
  await expect(form.preview).toContainText(PAUSED);
  await form.tab("Side by side").click();
  await setMessage(form, "**short**");
  await expect(form.preview.locator("strong")).toHaveText("short");
  await expect(form.preview).not.toContainText(PAUSED);
});

test("the preview of one large block is updated when typing pauses", async ({ form, page }) => {
  await setMessage(form, lines(3_000).join("\n"));
  await expect(form.preview).toContainText("worker 2999 stopped");
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" twice");
  await expect(form.preview).toContainText("worker 2999 stopped twice");
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("first ");
  await form.tab("Preview").click();
  await expect(form.preview).toContainText("first 12:00:0");
});
