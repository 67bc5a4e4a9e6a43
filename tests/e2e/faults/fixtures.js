// `test` as the files about faults use it: a faulty proxy before the relay, a ticket whose subject is
// its own, and the sandbox's word on how often it was opened.
import { test as base, expect } from "../fixtures.js";
import { ADA } from "../ticket-form.js";
import { stallAfter } from "./faults.js";
import { startFaultyProxy } from "./proxy.js";

export { expect };

/** The form may wait for seconds before it tries again; a test need not. */
export const test = base.extend({
  faults: async ({ relay }, use) => {
    const faults = await startFaultyProxy(relay.url);
    await use(faults);
    await faults.stop();
  },

  baseURL: ({ faults }, use) => use(faults.url),

  ticket: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from it.
    async ({}, use, info) => use({ ...ADA, subject: `${info.title} ${Math.random()}`.slice(-200) }),
    {},
  ],

  /** The tickets that the sandbox holds by the subject of this one. */
  opened: ({ relay, ticket }, use) => use(() => tickets(relay.url, ticket.subject)),
});

/** Asks the sandbox's own api.php. */
export async function ask(origin, action, parameters) {
  const answer = await fetch(`${origin}/sandbox/includes/api.php`, {
    method: "POST",
    body: new URLSearchParams({
      identifier: "sandbox",
      secret: "sandbox",
      responsetype: "json",
      action,
      ...parameters,
    }),
  });
  return answer.json();
}

/** The tickets with this subject. */
export async function tickets(origin, subject) {
  const { tickets: found } = await ask(origin, "GetTickets", { subject, limitnum: "100" });
  const list = found?.ticket ?? [];
  return list.filter((ticket) => ticket.subject === subject);
}

/** Fills the form in, with files; says what is in it. */
export async function begin(form, ticket, ...files) {
  await form.open();
  await form.fill(ticket);
  if (files.length > 0) await form.attach(...files);
  for (const { name } of files) await expect(form.remove(name)).toBeVisible();
  return form.content();
}

/** The ticket is open, and it is the only one. */
export async function isOnlyOne(form, opened) {
  await form.number();
  expect(await opened()).toHaveLength(1);
}

/** Sends it, and it is the only one. */
export async function sentOnce(form, opened) {
  await form.send.click();
  await isOnlyOne(form, opened);
}

/**
 * Sends, and waits until the upload stands still.
 *
 * @returns the fault, which can be told to go on.
 */
export async function sentUntilItStalls(form, faults) {
  const stall = stallAfter(100_000);
  faults.next(stall);
  await form.send.click();
  await stalled(form);
  return stall;
}

/** Waits until an upload has filled every buffer on its way and stands still. */
async function stalled(form) {
  await expect(form.progress).toHaveAttribute("aria-valuetext", /^\d\.\d of /);
  let before;
  await expect
    .poll(
      async () => {
        const now = await form.progress.getAttribute("aria-valuetext");
        const still = now === before;
        before = now;
        return still;
      },
      { intervals: [1_000] },
    )
    .toBe(true);
}

/** Bytes in which nothing repeats. */
export function noise(size, seed = 1) {
  const bytes = Buffer.alloc(size);
  let state = seed;
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** More than what waits in the buffers of a connection that nobody reads from. */
export const LARGE = { name: "noise.bin", bytes: noise(3_000_000) };
