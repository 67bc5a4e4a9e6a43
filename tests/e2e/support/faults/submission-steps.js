// Steps of the tests that submit a ticket through the faulty proxy.
import { expect } from "../fixtures.js";
import { pseudoRandomBytes } from "../random-bytes.js";
import { stallAfter } from "./network-faults.js";

/** A file larger than the buffers of a connection that is not read from. */
export const LARGE_FILE = { name: "noise.bin", bytes: pseudoRandomBytes(3_000_000) };

/** Expects the confirmation, and that exactly one ticket was opened. */
export async function expectOneTicket(form, openedTickets) {
  await form.ticketNumber();
  expect(await openedTickets()).toHaveLength(1);
}

/** Submits the form, and expects that exactly one ticket was opened. */
export async function submitOneTicket(form, openedTickets) {
  await form.submitOrRetryButton.click();
  await expectOneTicket(form, openedTickets);
}

/**
 * Submits the form, and waits until the upload has stalled.
 *
 * @returns the fault, whose `release()` lets the upload continue.
 */
export async function submitUntilStalled(form, faultyProxy) {
  const stall = stallAfter(100_000);
  faultyProxy.injectNext(stall);
  await form.submitButton.click();
  await waitUntilStalled(form);
  return stall;
}

/** Waits until the upload has filled every buffer and its progress no longer changes. */
async function waitUntilStalled(form) {
  await expect(form.progressBar).toHaveAttribute("aria-valuetext", /^\d\.\d of /);
  let previous;
  await expect
    .poll(
      async () => {
        const current = await form.progressBar.getAttribute("aria-valuetext");
        const isUnchanged = current === previous;
        previous = current;
        return isUnchanged;
      },
      { intervals: [1_000] },
    )
    .toBe(true);
}
