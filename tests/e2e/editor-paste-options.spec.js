// Paste options: a log as code or as a file, a table as text.
import { expect, test } from "./support/fixtures.js";
import { copyToClipboard, writeMessage } from "./support/message-field.js";

const LONG_LOG = Array.from({ length: 250 }, (_, n) => `12:00:${n} worker ${n} stopped`).join("\n");

test("long pasted text can be attached as a file, and undo restores it", async ({ form, page }) => {
  await form.openWithEditor();
  await writeMessage(form, "Look:\n|");
  await copyToClipboard(page, { "text/plain": LONG_LOG });
  await page.keyboard.press("Control+V");
  await expect(form.message).toHaveValue(`Look:\n${LONG_LOG}`);
  await expect(form.message).toBeFocused();
  await expect(form.host.getByRole("log").first()).toContainText("You pasted 250 lines.");
  const option = form.host.getByRole("button", { name: "Attach as a file" });
  await option.click();
  await expect(form.message).toHaveValue("Look:\n");
  await expect(form.removeButton("pasted-log.txt")).toBeVisible();
  await expect(option).toHaveCount(0);
  await expect(form.message).toBeFocused();
  await page.keyboard.press("Control+Z");
  await expect(form.message).toHaveValue(`Look:\n${LONG_LOG}`);
});

test("the paste options of long text disappear on undo and when declined", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  const option = form.host.getByRole("button", { name: "Attach as a file" });
  await copyToClipboard(page, { "text/plain": LONG_LOG });
  await writeMessage(form, "|");
  await page.keyboard.press("Control+V");
  await expect(option).toBeVisible();
  await page.keyboard.press("Control+Z");
  await expect(option).toHaveCount(0);
  await page.keyboard.press("Control+V");
  await form.host.getByRole("button", { name: "Keep as text" }).click();
  await expect(option).toHaveCount(0);
  await expect(form.message).toHaveValue(LONG_LOG);
});

const LOG_ROWS = "10:00:01\tERROR\tdisk full\n10:00:02\tINFO\tretry\n10:00:03\tINFO\tdone";

test("log lines with tabs stay text, and can become a table or code", async ({ form, page }) => {
  await form.openWithEditor();
  const choice = (name) => form.host.getByRole("button", { name, exact: true });
  await copyToClipboard(page, { "text/plain": LOG_ROWS });
  for (const [name, expected] of [
    ["Convert to a table", /^Look:\n\n\| 10:00:01 \| ERROR \| disk full \|\n\| --- /],
    ["Format as code", `Look:\n\n\`\`\`\n${LOG_ROWS}\n\`\`\`\n`],
    ["Keep as text", `Look:\n${LOG_ROWS}`],
  ]) {
    await writeMessage(form, "Look:\n|");
    await page.keyboard.press("Control+V");
    await expect(form.message).toHaveValue(`Look:\n${LOG_ROWS}`);
    await expect(form.message).toBeFocused();
    await choice(name).click();
    await expect(form.message).toHaveValue(expected);
    await expect(form.message).toBeFocused();
    await expect(choice("Keep as text")).toHaveCount(0);
  }
});

test("a table of tab-separated lines can be turned back into text", async ({ form, page }) => {
  await form.openWithEditor();
  const rows = "host\tload\nweb-1\t0.5";
  await copyToClipboard(page, { "text/plain": rows });
  await writeMessage(form, "Look: |");
  await page.keyboard.press("Control+V");
  const table = "Look: \n\n| host | load |\n| --- | --- |\n| web-1 | 0.5 |\n";
  await expect(form.message).toHaveValue(table);
  await expect(form.host.getByRole("log").first()).toContainText("You pasted a table.");
  await form.host.getByRole("button", { name: "Keep as text" }).click();
  await expect(form.message).toHaveValue(`Look: ${rows}`);
  await page.keyboard.press("Control+Z");
  await expect(form.message).toHaveValue(table);
  await writeMessage(form, "|");
  await page.keyboard.press("Control+V");
  await form.host.getByRole("button", { name: "Keep the table" }).click();
  await expect(form.host.getByRole("button", { name: "Keep as text" })).toHaveCount(0);
  await expect(form.message).toHaveValue(/^\| host/);
});

test("tab-separated lines pasted into the cell of a table are not reported as a table", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  await copyToClipboard(page, { "text/plain": "host\tload\nweb-1\t0.5" });
  const table = (cell) => `| a | b |\n| --- | --- |\n| ${cell} | d |\n`;
  await form.message.fill(table("c"));
  await form.message.evaluate((textarea) => {
    const start = textarea.value.indexOf("c |");
    textarea.setSelectionRange(start, start + 1);
  });
  await page.keyboard.press("Control+V");
  await expect(form.message).toHaveValue(table("host load web-1 0.5"));
  await expect(form.host.locator(".paste-options")).toHaveCount(0);
  await expect(form.host.getByRole("log").first()).not.toContainText("You pasted");
});

test("five lines or one very long line can be formatted as code or attached", async ({
  form,
  page,
}) => {
  await form.openWithEditor();
  const code = form.host.getByRole("button", { name: "Format as code" });
  const attach = form.host.getByRole("button", { name: "Attach as a file" });
  const lines = Array.from({ length: 20 }, (_, n) => `worker ${n} stopped`).join("\n");
  for (const [text, said] of [
    [lines, "You pasted 20 lines."],
    ["x".repeat(30_000), "You pasted one long line."],
  ]) {
    await copyToClipboard(page, { "text/plain": text });
    await writeMessage(form, "Twice: stopped\n|\nend");
    await page.keyboard.press("Control+V");
    await expect(form.message).toHaveValue(`Twice: stopped\n${text}\nend`);
    await expect(form.host.getByText(said).first()).toBeVisible();
    await expect(attach).toBeVisible();
    await code.click();
    await expect(form.message).toHaveValue(/^Twice: stopped\n\n```\n[^`]+\n```\n+end$/);
    expect(await form.message.inputValue()).toContain(`\`\`\`\n${text}\n\`\`\``);
    await page.keyboard.press("Control+Z");
    await expect(form.message).toHaveValue(`Twice: stopped\n${text}\nend`);
  }
  await copyToClipboard(page, { "text/plain": "Hello,\n\nit works.\n\nRegards\nAda" });
  await writeMessage(form, "|");
  await page.keyboard.press("Control+V");
  await expect(form.message).toHaveValue(/Ada$/);
  await expect(code).toHaveCount(0);
});

test("an option changes the pasted text, not an equal text before it", async ({ form, page }) => {
  await form.openWithEditor();
  const lines = "a\nb\nc\nd\ne";
  await copyToClipboard(page, { "text/plain": lines });
  await writeMessage(form, `${lines}\n\n|`);
  await page.keyboard.press("Control+V");
  await form.host.getByRole("button", { name: "Format as code" }).click();
  await expect(form.message).toHaveValue(`${lines}\n\n\`\`\`\n${lines}\n\`\`\`\n`);
});
