// A random sequence of the user's actions and of faults, with one ticket.
import { crash, draftButton, expectSaved, storedFiles } from "../drafts.js";
import { expect } from "../fixtures.js";
import { pseudoRandomBytes } from "../random-bytes.js";
import { SAMPLE_TICKET } from "../sample-ticket.js";
import { TicketFormPage } from "../ticket-form-page.js";
import { describeFile, ticketsInSandbox } from "./sandbox-tickets.js";
import { followAdvice, stopRetries } from "./simulated-user.js";

const MAX_FILES = 3;

/** Number of actions in a sequence. */
const LENGTH = 6;

export class Sequence {
  /**
   * @param world `context`, `page`, `relay`, `random`, and `isConfirmed`, which is set once a form has confirmed
   *   the ticket.
   */
  constructor(world, name) {
    Object.assign(this, { world, files: [], steps: [] });
    this.ticket = {
      ...SAMPLE_TICKET,
      subject: `${name} ${process.pid}`,
      message: "Since Tuesday.",
    };
  }

  /** Runs random actions, then sends the ticket, and expects exactly one complete ticket. */
  async run() {
    const { random, relay, page } = this.world;
    await this.open(page);
    await this.form.fill(this.ticket);
    await this.saved();
    const names = Object.keys(ACTIONS);
    for (let step = 0; step < LENGTH && !this.isSent; step += 1) {
      const name = names[random(names.length)];
      this.steps.push(name);
      await ACTIONS[name](this);
    }
    if (!this.isSent) await this.send();
    const { subject, message } = this.ticket;
    const expected = { message, files: this.files.map(describeFile).sort() };
    expect(await ticketsInSandbox(relay.target(), subject)).toEqual([expected]);
  }

  /** Opens the form's page, by default in a new tab. It may show a confirmation instead of a form. */
  async open(page) {
    this.form = new TicketFormPage(page ?? (await this.world.context.newPage()));
    await this.form.page.goto("/");
  }

  /** Expects that the form holds all input. */
  async matches(form) {
    await expect(form.subject).toHaveValue(this.ticket.subject);
    await expect(form.message).toHaveValue(this.ticket.message);
    await expect(form.name).toHaveValue(this.ticket.name);
    for (const { name } of this.files) await expect(form.removeButton(name)).toBeVisible();
  }

  /** Waits until the draft is stored, which happens half a second after a change. */
  async saved() {
    await expectSaved(this.form.page, this.ticket.message);
    await expect.poll(() => storedFiles(this.form.page)).toHaveLength(this.files.length);
  }

  /** Follows the form's advice until the ticket is open. */
  async send() {
    this.isSent = true;
    await this.world.relay.recover();
    if (!this.world.isConfirmed) await followAdvice(this.form, this);
  }

  /** Waits until the draft is restored, or its ticket is confirmed. */
  async restored() {
    const { form, world } = this;
    const isRestored = async () =>
      world.isConfirmed ||
      (await form.confirmation.isVisible()) ||
      (await form.subject.inputValue({ timeout: 1_000 }).catch(() => "")) === this.ticket.subject;
    await expect.poll(isRestored, { timeout: 60_000 }).toBe(true);
  }
}

/** Submits the ticket, and runs `act` at a moment of its request. */
async function submitUntil(sequence, moment, act) {
  const { form, world } = sequence;
  const triggered = new Promise((resolve, reject) => {
    world.relay.onNextTicket(moment, () => Promise.resolve(act()).then(resolve, reject));
  });
  await form.submitButton.click();
  await triggered;
}

const moments = ["before", "after"];

const ACTIONS = {
  types: async (sequence) => {
    sequence.ticket.message += ` Word ${sequence.world.random(1_000)}.`;
    await sequence.form.message.fill(sequence.ticket.message);
    await sequence.saved();
  },
  "types and reloads at once": async (sequence) => {
    sequence.ticket.message += ` Word ${sequence.world.random(1_000)}.`;
    await sequence.form.message.fill(sequence.ticket.message);
    await sequence.form.page.reload();
    await sequence.restored();
  },
  "attaches a file": async (sequence) => {
    const { files, form, world } = sequence;
    if (files.length === MAX_FILES) return;
    const seed = world.random(1_000);
    const file = {
      name: `file ${files.length} 🎫.bin`,
      bytes: pseudoRandomBytes(1 + world.random(50_000), seed),
    };
    files.push(file);
    await form.attach(file);
    await expect(form.removeButton(file.name)).toBeVisible();
    await sequence.saved();
  },
  reloads: async (sequence) => {
    await sequence.form.page.reload();
    await sequence.restored();
  },
  "kills the tab's process": async (sequence) => {
    const old = sequence.form.page;
    const isChromium = old.context().browser().browserType().name() === "chromium";
    if (isChromium) await crash(old);
    else await old.close();
    await sequence.open();
    await sequence.restored();
  },
  "continues in a second tab": async (sequence) => {
    const { page } = sequence.form;
    await sequence.open();
    await draftButton(sequence.form, "Continue here").click();
    await sequence.restored();
    // A later step must not kill the process of this tab as well.
    await page.close();
  },
  "clears the storage": async (sequence) => {
    // The open form still holds everything, and stores it with the next change.
    await sequence.form.page.evaluate(() => localStorage.clear());
    sequence.ticket.message += " Cleared.";
    await sequence.form.message.fill(sequence.ticket.message);
    await sequence.saved();
  },
  "restarts the relay": ({ world }) => world.relay.restart(),
  "disconnects and sends": async (sequence) => {
    sequence.world.relay.disconnect();
    await sequence.form.submitButton.click();
    await expect(sequence.form.errorSummary).toBeVisible({ timeout: 60_000 });
    await sequence.matches(sequence.form);
    // Otherwise the ticket would be sent during a later step.
    await stopRetries(sequence.form);
    await sequence.world.relay.recover();
  },
  "sends, and the connection is lost": async (sequence) => {
    const { relay, random } = sequence.world;
    await submitUntil(sequence, moments[random(2)], () => relay.disconnect());
    await sequence.send();
  },
  "sends, and the relay is killed": async (sequence) => {
    const { relay, random } = sequence.world;
    await submitUntil(sequence, moments[random(2)], () => relay.kill());
    await sequence.send();
  },
  "sends and reloads": async (sequence) => {
    const { relay, random } = sequence.world;
    await submitUntil(sequence, moments[random(2)], () => relay.disconnect());
    await relay.recover();
    await sequence.form.page.reload();
    await sequence.restored();
    await sequence.send();
  },
  "sends, and the relay and the tab are killed": async (sequence) => {
    const { relay, random } = sequence.world;
    await submitUntil(sequence, moments[random(2)], () => relay.kill());
    await relay.recover();
    await ACTIONS["kills the tab's process"](sequence);
    await sequence.send();
  },
};
