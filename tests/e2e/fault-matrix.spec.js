// The fault matrix: each fault at each moment of a submission, with and without files, with and without a
// reload afterwards, in one tab and in two. After each, all input is still in the form, and a user
// who follows the form's instructions gets exactly one complete ticket.
//
// A subset that covers every pair of values runs by default. FAULT_MATRIX=all runs all rows.
import { readFileSync } from "node:fs";
import { expect, test } from "./support/faults/fault-fixtures.js";
import { FRESH_CONTEXT } from "./support/fresh-context.js";
import { DIMENSIONS, possibleRows, summaryTable } from "./support/reliability/matrix-rows.js";
import { runRow } from "./support/reliability/matrix-run.js";
import { coverPairs, pairsOf } from "./support/reliability/pairwise.js";

// A failure can be reproduced from the printed row. A trace would contain the bundle once for each load.
test.use({ trace: "off" });

const isComplete = process.env.FAULT_MATRIX === "all";
const rows = isComplete ? possibleRows() : coverPairs(possibleRows());

/** Errors that the browser reports for a fault, as opposed to those of the form. */
const NETWORK_ERRORS = /^(?!uncaught|policy violated|request to another origin)/;

for (const fault of DIMENSIONS.fault) {
  const rowsOfFault = rows.filter((row) => row.fault === fault);
  const run = fault.startsWith("offline") ? test.extend(FRESH_CONTEXT) : test;
  run(
    `nothing is lost, and one ticket is opened: ${fault}`,
    async ({ page, context, relay, faultyProxy, pageErrors }) => {
      test.setTimeout(60_000 * (rowsOfFault.length + 1));
      pageErrors.allow(NETWORK_ERRORS);
      const world = { page, context, relay, faultyProxy };
      await context.exposeFunction("recordConfirmation", () => {
        world.isConfirmed = true;
      });
      await context.addInitScript(recordConfirmations);
      if (fault === "stalled") await page.clock.install();
      const failures = [];
      for (const row of rowsOfFault) {
        const name = Object.values(row).join(" | ");
        const headings = await runRow(row, world).catch((error) => {
          failures.push(`${name}: ${error.stack}`);
          return [`FAILED: ${error.message.split("\n")[0]}`];
        });
        console.log(`| ${name} | ${[...new Set(headings)].join("; ") || "confirmed"} |`);
        await cleanUp(world);
      }
      expect(failures).toEqual([]);
    },
  );
}

/* Runs in each page: reports that the form confirms a ticket. */
function recordConfirmations() {
  window.addEventListener("open-ticket-opened", () => window.recordConfirmation());
}

/** Cleans up after a row: its fault, its tabs and its drafts. */
async function cleanUp({ page, context, faultyProxy }) {
  await context.setOffline(false);
  await context.unrouteAll();
  await faultyProxy.reset();
  for (const other of context.pages()) if (other !== page) await other.close();
  // A page of the same origin without the form, which would store its draft again.
  await page.goto("/icon.svg");
  await page.evaluate(async () => {
    localStorage.clear();
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
  });
}

test("the rows cover every pair of values, and each rule excludes a row", () => {
  const pairs = (all) => new Set(all.flatMap(pairsOf));
  expect(pairs(rows)).toEqual(pairs(possibleRows()));
});

test("the documentation has the table of the rows", () => {
  const page = readFileSync(new URL("../../docs/reliability.md", import.meta.url), "utf8");
  expect(page).toContain(summaryTable());
});
