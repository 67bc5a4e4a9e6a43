// The states of the form, of its loader, of the form without scripts and of the sandbox's pages: one list for axe, for
// the screenshots and for the sizes of targets.
import { expect } from "../fixtures.js";
import { visitClient } from "./client.js";
import { visitFiles } from "./files.js";
import { visitLoader } from "./loader.js";
import { visitOtherForms } from "./other-forms.js";
import { visitRefusals } from "./refusals.js";
import { visitSandbox } from "./sandbox.js";
import { visitSubmission } from "./submission.js";
import { visitWriting } from "./writing.js";

/** The viewport in which the states are visited. */
export const WIDE = { width: 1_280, height: 800 };

/** Errors that the states cause in the console. */
const EXPECTED_ERRORS =
  /status of (401|404|422|429|503)|net::ERR_(FAILED|INTERNET)|unreachable|integrity|no rules from|form (panicked|could not be loaded)/;

/**
 * Parts of the form's life cycle. Each function brings the form into its states, and calls
 * `inspect(state, limits)` in each. `limits.widths` are the widths at which the state exists, and `limits.enter`
 * brings the form into a state that ends by itself.
 *
 * @type {Record<string, (form: import("../ticket-form-page.js").TicketFormPage,
 *   inspect: (state: string, limits?: {widths?: number[], enter?: () => Promise<void>}) => Promise<void>,
 *   pageErrors: import("../page-errors.js").PageErrors) => Promise<void>>}
 */
export const PARTS = {
  writing: visitWriting,
  files: visitFiles,
  "sending and drafts": visitSubmission,
  refusals: visitRefusals,
  "a client": visitClient,
  "the loader": visitLoader,
  "other departments and the form without scripts": visitOtherForms,
  "the sandbox": visitSandbox,
};

/** Visits all states of a part, in the wide viewport and with Playwright's clock. */
export async function visitStates(part, { form, page, pageErrors }, inspect) {
  pageErrors.allow(EXPECTED_ERRORS);
  await page.setViewportSize(WIDE);
  await page.clock.install();
  await PARTS[part](form, inspect, pageErrors);
}

/** Stops the page's clock while an action runs, so that neither a countdown nor a timeout changes the state. */
export async function withStoppedClock(page, action) {
  await expect(async () => {
    const now = await page.evaluate(() => Date.now());
    await page.clock.pauseAt(now + 1_000);
  }).toPass();
  await action();
  await page.clock.resume();
}
