// A ticket with its files: written and stored as a draft before a fault, and complete after it.
import { expectFilesStored, expectSaved } from "../drafts.js";
import { expect } from "../fixtures.js";
import { describeFile, ticketsInSandbox } from "./sandbox-tickets.js";

/** Fills in the open form, waits until the draft is stored, and returns a snapshot of the input. */
export async function fillAndStore(form, ticket, files) {
  await form.fill(ticket);
  if (files.length > 0) await form.attach(...files);
  const names = files.map(({ name, bytes }) => `${name} ${bytes.length}`);
  await expectSaved(form.page, ticket.subject);
  await expectFilesStored(form.page, names);
  return form.userInput();
}

/** Waits for the confirmation, and expects exactly one ticket, with all text and every byte of its files. */
export async function expectOneWholeTicket(form, relay, { subject, message }, files) {
  await form.ticketNumber();
  expect(await ticketsInSandbox(relay.url, subject)).toEqual([
    { message, files: files.map(describeFile) },
  ]);
}
