// Scenarios in which a ticket is written: the main job, errors, files, departments, the preview, suggestions.
import { readFileSync } from "node:fs";
import { changeRules } from "../change-rules.js";
import { expect } from "../fixtures.js";
import { SAMPLE_TICKET } from "../sample-ticket.js";
import { fillTechnicalFields } from "../technical-department.js";
import { attach, fillQuietly, open, send, toMessage } from "./steps.js";

const VECTORS = new URL("../../../native/fixtures/suggestions/index.json", import.meta.url);

const ALL_FIXED = /All problems fixed/;

async function mainJob(reader, form) {
  await open(reader, form);
  await reader.step("goes to the first field", () => form.name.focus());
  await reader.type(SAMPLE_TICKET.name);
  await reader.press("Tab");
  await reader.type(SAMPLE_TICKET.email);
  await reader.press("Tab");
  await reader.press("Space", () => expect(form.departmentOption("General")).toBeChecked());
  await reader.press("Tab");
  await reader.press("ArrowRight");
  await reader.press("Tab");
  await reader.type(SAMPLE_TICKET.subject);
  await toMessage(reader, form);
  await reader.type(SAMPLE_TICKET.message, () => expect(form.preview).toContainText("Tuesday"));
  await send(reader, form);
  for (let links = 0; links < 4; links += 1) await reader.press("Tab");
  await reader.step(
    "opens another ticket",
    () => form.openAnotherButton.click(),
    () => expect(form.message).toHaveValue(""),
  );
}

async function errorsCorrected(reader, form) {
  await open(reader, form);
  await fillQuietly(form, { ...SAMPLE_TICKET, email: "no address", subject: "" });
  await reader.step(
    "presses “Send ticket”",
    () => form.submitButton.click(),
    () => expect(form.errorSummary).toBeVisible(),
  );
  await reader.press("Tab");
  await reader.press("Enter", () => expect(form.email).toBeFocused());
  await reader.step("enters an address", () => form.email.fill(SAMPLE_TICKET.email));
  await reader.press("Tab", () => expect(form.email).not.toHaveAttribute("aria-invalid", "true"));
  await reader.step("goes to the subject", () => form.subject.focus());
  await reader.type(SAMPLE_TICKET.subject, ALL_FIXED);
  await reader.type("!");
  await toMessage(reader, form);
  await send(reader, form);
}

async function files(reader, form) {
  await open(reader, form);
  await fillQuietly(form, SAMPLE_TICKET);
  const file = (name, text = "x") => ({ name, bytes: Buffer.from(text) });
  await attach(reader, form, [file("note.txt"), file("error.log")], /2 files added/i);
  await attach(reader, form, [file("setup.exe", "MZ")], /problem with your files/);
  await reader.step("goes to the first file", () => form.removeButton("note.txt").focus());
  await reader.press("Enter", /note\.txt removed/);
  await reader.step(
    "undoes it",
    () => form.host.getByRole("button", { name: "Undo" }).click(),
    /note\.txt added again/,
  );
  await reader.step(
    "presses “Send ticket”",
    () => form.submitButton.click(),
    () => expect(form.errorSummary).toBeVisible(),
  );
  await reader.press("Tab");
  await reader.press("Enter", () => expect(form.removeButton("setup.exe")).toBeFocused());
  await reader.press("Enter", ALL_FIXED);
  await send(reader, form);
}

async function departmentWithQuestions(reader, form) {
  await open(reader, form);
  await fillQuietly(form, SAMPLE_TICKET);
  await reader.step("goes to the department", () => form.departmentOption("General").focus());
  await reader.press("ArrowRight", /more questions for this department/);
  for (let questions = 0; questions < 6; questions += 1) await reader.press("Tab");
  await reader.step("answers all questions", () => fillTechnicalFields(form));
  await reader.step("goes to the department", () => form.departmentOption("Technical").focus());
  await reader.press("ArrowLeft", () => expect(form.customField("Domain or server")).toBeHidden());
  await reader.press("ArrowRight", /more questions for this department/);
  await reader.press("Tab");
  await send(reader, form);
}

async function previewAndTools(reader, form) {
  await open(reader, form);
  await form.message.hover();
  await expect(form.helpDialog).toBeAttached();
  await reader.step("goes to the message", () => form.message.focus());
  await reader.type("word", () => expect(form.preview).toContainText("word"));
  await reader.press("Control+A");
  await reader.press("Alt+F10", () => expect(form.toolbarButton("Heading")).toBeFocused());
  await reader.press("ArrowRight");
  await reader.press("Enter", async () => {
    await expect(form.message).toHaveValue("**word**");
    await expect(form.toolbarButton("Bold")).toHaveAttribute("aria-pressed", "true");
  });
  await reader.press("Shift+Tab");
  await reader.press("End");
  await reader.press("Enter", () => expect(form.helpDialog).toBeVisible());
  await reader.press("Escape", () => expect(form.helpDialog).toBeHidden());
  await reader.press("Shift+Tab");
  await reader.press("ArrowLeft", () => expect(form.tab("Preview")).toBeFocused());
  await reader.press("Tab");
  await reader.press("Control+Shift+P", () => expect(form.message).toBeFocused());
}

async function suggestions(reader, form) {
  await changeRules(form.page, (rules) => {
    rules.suggestions = "ticket/suggestions.json?v=1";
    rules.incident = { text: "Email is delayed", url: "https://status.example.com/1" };
  });
  await form.page.route("**/suggestions.json?*", (route) =>
    route.fulfill({ json: JSON.parse(readFileSync(VECTORS, "utf8")).index }),
  );
  await open(reader, form);
  await form.message.hover();
  await expect(form.helpDialog).toBeAttached();
  const index = form.page.waitForResponse(/suggestions\.json/);
  await reader.step(
    "goes to the message",
    () => form.message.focus(),
    () => index,
  );
  await reader.type("My mailbox is full and I need more quota", /Articles that may help/);
  await reader.type(". How do I install Docker?");
  const hide = form.host.getByRole("button", { name: "Hide articles" });
  await reader.step("goes back to the last article", () => hide.press("Shift+Tab"));
  await reader.step("goes to the next button", () => hide.focus());
  await reader.press("Enter", () => expect(form.message).toBeFocused());
}

export const WRITING_SCENARIOS = {
  "main-job": mainJob,
  "errors-corrected": errorsCorrected,
  files,
  "department-with-questions": departmentWithQuestions,
  "preview-and-tools": previewAndTools,
  suggestions,
};
