// axe in every state of the form, of the loader, of the form without scripts and of the sandbox's pages, in each theme
// and direction.
import { setDirection } from "./support/appearances.js";
import { axeViolations, RULES_OF_APPEARANCE } from "./support/axe.js";
import { expect, test } from "./support/fixtures.js";
import { PARTS, visitStates } from "./support/states/index.js";

const THEMES = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  // axe assumes a white background if the page sets none.
  "forced colors": { colorScheme: "light", forcedColors: "active" },
};

/**
 * Runs axe in each theme and direction: all rules in the first, and those that depend on the appearance in the
 * others. Returns the violations by appearance.
 */
async function violationsByAppearance(page) {
  const result = {};
  let rules;
  for (const [theme, media] of Object.entries(THEMES)) {
    // Without transitions, colors change at once.
    await page.emulateMedia({ ...media, reducedMotion: "reduce" });
    for (const direction of ["ltr", "rtl"]) {
      await setDirection(page, direction);
      const violations = await axeViolations(page, rules);
      rules = RULES_OF_APPEARANCE;
      if (violations.length > 0) result[`${theme}, ${direction}`] = violations;
    }
  }
  return result;
}

for (const part of Object.keys(PARTS)) {
  test(`axe finds no violation in any theme or direction: ${part}`, async ({
    form,
    page,
    pageErrors,
  }) => {
    // Six runs of axe in each state.
    test.slow();
    const violationsByState = {};
    await visitStates(part, { form, page, pageErrors }, async (state, { enter } = {}) => {
      await enter?.();
      const violations = await violationsByAppearance(page);
      if (Object.keys(violations).length > 0) violationsByState[state] = violations;
    });
    expect(violationsByState).toEqual({});
  });
}
