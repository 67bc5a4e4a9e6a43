// The sizes of all targets in every state: 44 by 44 pixels with a coarse pointer (WCAG 2.5.5), which includes the 24
// pixels of WCAG 2.5.8. axe checks the latter with a fine pointer, in accessibility-states.spec.js.
import { expect, test } from "./support/fixtures.js";
import { PARTS, visitStates } from "./support/states/index.js";

const PHONE = { width: 390, height: 800 };
const MINIMUM = 44;

test.use({ hasTouch: true, isMobile: true });

/**
 * Runs in the page: returns the targets that are too small, with their sizes.
 *
 * The target of a box or radio button includes its label. Links in a sentence are exempt, and so is content: the
 * preview, the examples of the help, and the message of the ticket page.
 */
function smallTargets(minimum) {
  const root = document.querySelector("open-ticket")?.shadowRoot ?? document;
  const targets = root.querySelectorAll(
    "button, a[href], summary, select, textarea, input:not([type=hidden], [type=file])",
  );
  const isInSentence = (node) =>
    node.matches("a, .link") &&
    [...node.parentNode.childNodes].some((it) => it.nodeType === Node.TEXT_NODE && it.data.trim());
  const sizeOf = (node) => {
    const boxes = [node, ...(node.matches("[type=checkbox], [type=radio]") ? node.labels : [])];
    const edges = boxes.map((it) => it.getBoundingClientRect());
    const extent = (start, end) =>
      Math.max(...edges.map((it) => it[end])) - Math.min(...edges.map((it) => it[start]));
    return [extent("left", "right"), extent("top", "bottom")];
  };
  return [...targets]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }))
    .filter(
      (node) =>
        !node.closest("[inert], [part=open-ticket-preview], .formatting, .markdown") &&
        !isInSentence(node),
    )
    .map((node) => ({ name: node.id || node.textContent.trim() || node.title, size: sizeOf(node) }))
    .filter(({ size }) => size.some((length) => length < minimum - 0.5))
    .map(({ name, size }) => `${name}: ${size.map(Math.round).join(" by ")}`);
}

for (const part of Object.keys(PARTS)) {
  test(`each target is large enough for a finger, in every state: ${part}`, async ({
    form,
    page,
    pageErrors,
  }) => {
    const found = {};
    await visitStates(part, { form, page, pageErrors }, async (state, { enter } = {}) => {
      await enter?.();
      const viewport = page.viewportSize();
      await page.setViewportSize(PHONE);
      const small = await page.evaluate(smallTargets, MINIMUM);
      if (small.length > 0) found[state] = small;
      await page.setViewportSize(viewport);
    });
    expect(found).toEqual({});
  });
}
