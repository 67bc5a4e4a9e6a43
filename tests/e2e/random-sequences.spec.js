// Random sequences of the user's actions and of faults, with one ticket: typing, files, reloads, killed
// processes, a second tab, lost connections, cleared storage. After each, nothing is lost and one ticket is open.
//
// With the SEED of another run, the sequences are the same. SEQUENCES sets their number, and FIRST the number of
// the first one.
import { storedRecords } from "./support/drafts.js";
import { test as base, expect } from "./support/fixtures.js";
import { randomNumbers } from "./support/reliability/random.js";
import { startRestartableRelay } from "./support/reliability/restartable-relay.js";
import { Sequence } from "./support/reliability/sequence.js";

const FIRST = Number(process.env.FIRST ?? 0);
const END = FIRST + Number(process.env.SEQUENCES ?? 20);

/** Sequences in a test, which share a relay. */
const BATCH = 10;

/** Playwright's workers load this file as well, and need the seed of the first process. */
process.env.SEED ??= String(Math.floor(Math.random() * 2 ** 31));
const SEED = Number(process.env.SEED);

const test = base.extend({
  restartableRelay: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from it.
    async ({}, use) => {
      const relay = await startRestartableRelay();
      await use(relay);
      await relay.stop();
    },
    { scope: "worker" },
  ],
  baseURL: ({ restartableRelay }, use) => use(restartableRelay.url),
});

// A failure can be reproduced with the printed seed. A trace would contain the bundle once for each load.
test.use({ trace: "off" });

for (let first = FIRST; first < END; first += BATCH) {
  const last = Math.min(first + BATCH, END) - 1;
  test(`nothing is lost, and one ticket is opened, in sequences ${first} to ${last}`, async ({
    context,
    page,
    restartableRelay: relay,
    pageErrors,
  }) => {
    test.setTimeout(BATCH * 60_000);
    pageErrors.allow(/^(?!uncaught|policy violated|request to another origin)/);
    const world = { context, page, relay };
    await context.exposeFunction("recordConfirmation", () => {
      world.isConfirmed = true;
    });
    await context.addInitScript(() => {
      window.addEventListener("open-ticket-opened", () => window.recordConfirmation());
    });
    const failures = [];
    for (let index = first; index <= last; index += 1) {
      world.isConfirmed = false;
      world.random = randomNumbers(SEED + Math.imul(index, 0x9e3779b1));
      const sequence = new Sequence(world, `Sequence ${index}`);
      await sequence.run().catch(async (error) => {
        failures.push(`${index}: ${error.stack}\n${await stateOf(sequence.form.page)}`);
      });
      console.log(`SEED=${SEED}, sequence ${index}: ${sequence.steps.join(", ")}`);
      await relay.recover();
      world.page = await clearDrafts(context);
    }
    expect(failures, `SEED=${SEED}`).toEqual([]);
  });
}

/** Returns what the form shows, and what is stored, after a failure. */
async function stateOf(page) {
  const read = () => document.querySelector("open-ticket")?.shadowRoot?.textContent;
  const shown = await page.evaluate(read).catch(String);
  const stored = await storedRecords(page).catch(String);
  return `The form shows: ${shown}\nStored drafts: ${stored}`;
}

/** Closes all tabs but one, deletes all drafts, and returns the remaining tab. */
async function clearDrafts(context) {
  const [page = await context.newPage(), ...others] = context.pages();
  for (const other of others) await other.close();
  await page.goto("/icon.svg");
  await page.evaluate(async () => {
    localStorage.clear();
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
  });
  return page;
}
