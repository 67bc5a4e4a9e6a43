// Writing a ticket: the empty form, the tools of the editor, errors and their corrections, and the preview.
import { expect } from "../fixtures.js";
import { copyToClipboard, writeMessage } from "../message-field.js";
import { SAMPLE_TICKET } from "../sample-ticket.js";
import { fillTechnicalFields } from "../technical-department.js";

const NARROW = { width: 360, height: 740 };

const LONG_LINE = "at com.example.Engine.turn(Engine.java:1815) ".repeat(12);
const MESSAGE =
  `# One\n\n**two** [three](https://example.com) \`four\`\n\n- [x] done\n\n> quoted\n\n` +
  `\`\`\`\n${LONG_LINE}\n\`\`\`\n\n| a | b |\n|---|---|\n| ${"wide ".repeat(60)} | d |`;
const LOG = Array.from({ length: 8 }, (_, n) => `10:00:0${n}\tERROR\tdisk ${n} full`).join("\n");

/** Widths at which the preview is beside the message, and those at which the toolbar has a menu. */
const SIDE_BY_SIDE = [1_280, 768];
const WITH_MENU = [390, 320];

/** Visits the states of a message that is being written. */
export async function visitWriting(form, inspect) {
  const { page } = form;
  await form.openWithEditor();
  await inspect("blank");
  await form.toolbarButton("Help").click();
  await expect(form.helpDialog).toBeVisible();
  await inspect("help");
  await page.keyboard.press("Escape");
  const viewport = page.viewportSize();
  await page.setViewportSize(NARROW);
  await form.toolbarButton("More formatting").click();
  await expect(form.host.getByRole("menu")).toBeVisible();
  await inspect("menu of the toolbar", { widths: WITH_MENU });
  await page.keyboard.press("Escape");
  await page.setViewportSize(viewport);
  await copyToClipboard(page, { "text/plain": LOG });
  await writeMessage(form, "Look:\n|");
  await page.keyboard.press("Control+V");
  await expect(form.host.getByRole("button", { name: "Format as code" })).toBeVisible();
  await inspect("paste options");
  await form.email.fill("ada@gmial.com");
  await page.keyboard.press("Tab");
  await expect(form.host.getByRole("button", { name: "Use this address" })).toBeVisible();
  await inspect("suggested address");
  await visitErrors(form, inspect);
  await form.message.fill(MESSAGE);
  for (const [view, widths] of [["Side by side", SIDE_BY_SIDE], ["Preview"]]) {
    await form.tab(view).click();
    await expect(form.preview.locator("pre")).toBeVisible();
    await inspect(view.toLowerCase(), { widths });
  }
}

async function visitErrors(form, inspect) {
  await form.fill({ email: "", department: "Technical", message: "" });
  await form.submitButton.click();
  await expect(form.errorSummary).toBeVisible();
  await inspect("missing answers");
  await form.fill({ email: "no address", subject: "x".repeat(300) });
  await form.customField("Domain or server").fill("not a server!");
  await form.customField("Page where it happens").fill("example");
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText("email address like");
  await inspect("answers in a wrong format");
  await form.fill({ ...SAMPLE_TICKET, department: "Technical" });
  await fillTechnicalFields(form);
  await form.subject.focus();
  // The live region has the same text.
  await expect(form.host.getByRole("heading", { name: /^All problems fixed/ })).toBeVisible();
  await inspect("problems fixed");
}
