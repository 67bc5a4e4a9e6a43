// A simulated user, who follows the form's instructions until the ticket is open.
import { expect } from "../fixtures.js";
import { RELAY_TIMEOUT } from "../ticket-form-page.js";

/** Advice after which a smaller ticket is sent, instead of the same one again. */
const TOO_LARGE = /larger than this site accepts|ticket is too large/;

/** Reads what the form shows: `opened`, `busy`, `countdown` or `ready`, and its heading. */
export const readState = (form) =>
  form.host.evaluate((host) => {
    const find = (selector) => host.shadowRoot?.querySelector(selector);
    if (find(".confirmation")) return { kind: "opened" };
    const button = find("[type=submit]");
    if (!button || button.getAttribute("aria-disabled") === "true") return { kind: "busy" };
    const alert = find("[role=alert]")?.innerText.trim() ?? "";
    return { kind: find(".retry button") ? "countdown" : "ready", alert };
  });

/** Waits until the form shows something that a user can act on. */
export async function waitForState(form) {
  let state;
  const isSettled = async () => {
    state = await readState(form);
    return state.kind !== "busy";
  };
  await expect.poll(isSettled, { timeout: RELAY_TIMEOUT, intervals: [50, 100, 200] }).toBe(true);
  return state;
}

/**
 * Follows the form's advice until the ticket is open, and checks before each step that all input is
 * there.
 *
 * @param form the form's page object.
 * @param input `matches(form)` expects the input, and `shrink(form)` makes it smaller.
 * @returns {Promise<string[]>} the headings that were shown.
 */
export async function followAdvice(form, input) {
  const headings = [];
  for (let step = 0; step < 8; step += 1) {
    const { kind, alert } = await waitForState(form);
    if (kind === "opened") return headings;
    if (alert) headings.push(alert.split("\n")[0]);
    await input.matches(form);
    if (kind === "countdown") await skipCountdown(form);
    else {
      if (TOO_LARGE.test(alert)) await input.shrink(form);
      await form.submitButton.click();
    }
  }
  throw new Error(`The ticket is not open after eight steps: ${headings.join(", ")}`);
}

/** Selects Try now, unless the countdown ends at the same time. */
async function skipCountdown(form) {
  await form.tryNowButton.click({ timeout: 2_000 }).catch(() => {});
}

/** Stops the scheduled retries after a failure. */
export async function stopRetries(form) {
  while ((await waitForState(form)).kind === "countdown") {
    await form.stopRetryButton.click({ timeout: 2_000 }).catch(() => {});
  }
}
