// Scenarios of drafts: one that is restored, and one that is open in another tab.
import { draftButton, draftNotice, expectSaved } from "../drafts.js";
import { expect } from "../fixtures.js";
import { SAMPLE_TICKET } from "../sample-ticket.js";
import { TicketFormPage } from "../ticket-form-page.js";
import { fillQuietly, open, send } from "./steps.js";

async function draftRestored(reader, form) {
  const { page } = form;
  await open(reader, form);
  await fillQuietly(form, SAMPLE_TICKET);
  await expectSaved(page, SAMPLE_TICKET.message);
  await reader.step("reloads the page", () => page.reload(), /Draft restored/);
  await reader.step("goes to “Start over”", () => draftButton(form, "Start over").focus());
  await reader.press("Enter", /Draft cleared/);
  await reader.step("goes to “Undo”", () => draftButton(form, "Undo").focus());
  await reader.press("Enter", () => expect(form.message).toHaveValue(SAMPLE_TICKET.message));
  await send(reader, form);
}

async function secondTab(reader, form) {
  const { page } = form;
  const first = new TicketFormPage(await page.context().newPage());
  await first.openAndFill(SAMPLE_TICKET);
  await expectSaved(first.page, SAMPLE_TICKET.message);
  await page.bringToFront();
  await reader.step("opens the page in a second tab", () => form.open(), /in another tab/);
  await reader.step("goes to “Continue here”", () => draftButton(form, "Continue here").focus());
  await reader.press("Enter", /Draft restored/);
  await expect(draftNotice(first)).toContainText("You continued this ticket in another tab.");
  await send(reader, form);
}

export const DRAFT_SCENARIOS = {
  "draft-restored": draftRestored,
  "second-tab": secondTab,
};
