// Steps that several scenarios share.
import { expect } from "../fixtures.js";
import { RELAY_TIMEOUT } from "../ticket-form-page.js";

/** Opens the form. */
export const open = (reader, form, path) => reader.step("opens the page", () => form.open(path));

/** Fills in the form without steps in the transcript. The transcript of the main job has these steps. */
export async function fillQuietly(form, ticket) {
  await form.fill(ticket);
  await form.page.evaluate(() => {
    document.querySelector("open-ticket").shadowRoot.activeElement?.blur();
    window.announcements.length = 0;
  });
}

/** Moves the focus to the message, which loads the editor. */
export const toMessage = (reader, form, until) =>
  reader.step(
    "goes to the message",
    async () => {
      await form.message.focus();
      await expect(form.helpDialog).toBeAttached();
    },
    until,
  );

/** Sends the ticket, and waits for the confirmation. */
export const send = (reader, form) =>
  reader.step(
    "presses “Send ticket”",
    () => form.submitButton.click(),
    () => expect(form.confirmation).toBeFocused({ timeout: RELAY_TIMEOUT }),
  );

/** Attaches files through the file picker. */
export const attach = (reader, form, files, until) =>
  reader.step(
    `attaches ${files.map(({ name }) => name).join(" and ")}`,
    () => form.attach(...files),
    until,
  );
