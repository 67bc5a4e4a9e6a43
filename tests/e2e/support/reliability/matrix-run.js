// One row of the fault matrix: a ticket is written, the fault occurs, and the user continues.
import {
  asksBeforeLeaving,
  draftButton,
  draftNotice,
  expectSaved,
  storedFiles,
} from "../drafts.js";
import { expect } from "../fixtures.js";
import { pseudoRandomBytes } from "../random-bytes.js";
import { SAMPLE_TICKET } from "../sample-ticket.js";
import { TicketFormPage } from "../ticket-form-page.js";
import { faultOf } from "./matrix-faults.js";
import { describeFile, ticketsInSandbox } from "./sandbox-tickets.js";
import { followAdvice, readState, waitForState } from "./simulated-user.js";

const FILES = [
  { name: "Zürich 🎫.log", bytes: pseudoRandomBytes(60_000, 7) },
  { name: "note.txt", bytes: Buffer.from("kept\n") },
];

const CLIENT = "401, the page has a fresh token";

/** Longest wait of the form without progress, in milliseconds. */
const RESPONSE_TIMEOUT = 181_000;

let count = 0;

/** The user's input: text and files. */
class Input {
  constructor(row, { files }) {
    count += 1;
    this.ticket = {
      ...SAMPLE_TICKET,
      subject: `${Object.values(row).join(", ")} ${process.pid}.${count}`,
      message: "Since **Tuesday** it does not turn.\n\nGrüße 🎫",
    };
    if (row.fault === CLIENT) {
      delete this.ticket.name;
      delete this.ticket.email;
    }
    this.files = files;
  }

  /** Expects that the form holds all input. */
  async matches(form) {
    for (const field of ["subject", "message", "name", "email"]) {
      if (field in this.ticket) await expect(form[field]).toHaveValue(this.ticket[field]);
    }
    for (const { name } of this.files) await expect(form.removeButton(name)).toBeVisible();
  }

  /** Removes the largest file, or shortens the message. */
  async shrink(form) {
    const [largest, ...others] = this.files;
    if (largest) {
      await form.removeButton(largest.name).click();
      this.files = others;
    } else {
      this.ticket.message = "Since **Tuesday**.";
      await form.message.fill(this.ticket.message);
    }
  }

  /** Returns the ticket that the sandbox is expected to have. */
  expected() {
    return { message: this.ticket.message, files: this.files.map(describeFile).sort() };
  }
}

/**
 * Runs a row.
 *
 * @param world `page`, `context`, `relay`, `faultyProxy`, and `isConfirmed`, which is set once a form
 *   has confirmed the ticket.
 * @returns {Promise<string[]>} the headings that the form showed.
 */
export async function runRow(row, world) {
  world.isConfirmed = false;
  const input = new Input(row, { files: row.files === "files" ? FILES : [] });
  let form = new TicketFormPage(world.page);
  const fault = faultOf(row, { ...world, form });
  const isChunkMissing = row.fault === "editor chunk missing" && row.moment === "before";
  if (isChunkMissing) await fault.prepare();
  await form.open(row.fault === CLIENT ? "/?as=client" : "/");
  await form.fill(input.ticket);
  if (input.files.length > 0) await form.attach(...input.files);
  await input.matches(form);
  if (!isChunkMissing) {
    await expectSaved(world.page, input.ticket.subject);
    await expect.poll(() => storedFiles(world.page)).toHaveLength(input.files.length);
    await fault.prepare();
  }
  if (row.fault === "storage unavailable" && row.moment === "before") {
    input.ticket.message += "!";
    await form.message.fill(input.ticket.message);
  }
  const isStaying = row.afterwards === "stay" && row.tabs === "one tab";
  if (row.fault === CLIENT && isStaying) await offerFreshToken(world.page);
  await form.submitButton.click();
  // Without the chunk, files cannot be sent, and no request is made.
  if (isChunkMissing && input.files.length > 0) await waitForState(form);
  else await fault.triggered();
  if (row.fault === "stalled" && isStaying) await passTime(form);
  const headings = [];
  if (row.afterwards === "reload") await reload(row, world, { form, fault, input, headings });
  else if (row.tabs === "one tab" || row.moment === "before") await settle(row, form, headings);
  await fault.end();
  if (row.tabs === "two tabs") form = await continueInSecondTab(form, world, input);
  const isDone = form === undefined || (await isConfirmed(form, world));
  if (!isDone) headings.push(...(await followAdvice(form, input)));
  for (const page of world.context.pages()) if (page !== world.page) await page.close();
  expect(await ticketsInSandbox(world.relay.url, input.ticket.subject)).toEqual([input.expected()]);
  return headings;
}

/** Waits for the end of the submission. A stalled submission ends only when time passes. */
async function settle(row, form, headings) {
  if (row.fault === "stalled") return;
  const { alert } = await waitForState(form);
  if (alert) headings.push(alert.split("\n")[0]);
}

/** Sets a fresh token when the form asks the page for one. */
const offerFreshToken = (page) =>
  page.evaluate(async () => {
    const demo = await (await fetch("/?as=client")).text();
    const [, token] = demo.match(/token="([^"]+)"/);
    document.addEventListener("open-ticket-token", ({ target }) => target.setToken(token));
  });

/** Advances the page's clock until the form aborts the submission. */
async function passTime(form) {
  const isBusy = async () => (await readState(form)).kind === "busy";
  for (let passed = 0; passed < RESPONSE_TIMEOUT && (await isBusy()); passed += 10_000) {
    await form.page.clock.runFor(10_000);
  }
}

/** Faults without a stored draft: the browser asks for confirmation before the user leaves the page. */
const mayAsk = ({ fault, moment }) =>
  fault === "storage unavailable" || (fault === "editor chunk missing" && moment === "before");

/** Reloads the page. If the browser asks for confirmation before it leaves the page, the user stays. */
async function reload(row, world, { form, fault, input, headings }) {
  if (row.moment === "before") await settle(row, form, headings);
  if (await asksBeforeLeaving(world.page)) {
    expect(mayAsk(row), "the browser asks, although the draft is stored").toBe(true);
    return;
  }
  const isReachable = !["offline", "connection refused"].some((name) => row.fault.startsWith(name));
  if (!isReachable) {
    await world.page.reload().catch(() => {});
    await fault.end();
    // The browser may still be loading its own error page, which interrupts other navigations.
    await expect(async () => {
      await world.page.goto(world.faultyProxy.url);
    }).toPass();
  } else await world.page.reload();
  await expect(form.submitButton.or(form.confirmation)).toBeVisible();
  if (row.fault === "editor chunk missing") {
    // The draft cannot be read without the chunk, and stays stored.
    await fault.end();
    await world.page.reload();
  }
  await waitForInput(form, world, input);
}

/** Waits until the form shows the input or the confirmation, unless it has confirmed the ticket before. */
const waitForInput = (form, world, input) =>
  expect
    .poll(async () => {
      if (await isConfirmed(form, world)) return input.ticket.subject;
      return form.subject.inputValue({ timeout: 1_000 }).catch(() => "");
    })
    .toBe(input.ticket.subject);

/** Returns `true` if a form has shown the confirmation of the ticket. */
async function isConfirmed(form, world) {
  return world.isConfirmed || (await form.confirmation.isVisible());
}

/** Opens a second tab and continues there. Returns its form, or `undefined` if the ticket is open. */
async function continueInSecondTab(first, world, input) {
  if (await isConfirmed(first, world)) return undefined;
  const page = await world.context.newPage();
  const second = new TicketFormPage(page);
  await second.open(new URL(first.page.url()).search ? "/?as=client" : "/");
  const button = draftButton(second, "Continue here");
  await expect
    .poll(
      async () =>
        (await isConfirmed(first, world)) ||
        (await button.isVisible()) ||
        /restored/.test((await draftNotice(second).allInnerTexts()).join()),
    )
    .toBe(true);
  if (await isConfirmed(first, world)) return undefined;
  if (await button.isVisible()) await button.click();
  await waitForInput(second, world, input);
  return second;
}
