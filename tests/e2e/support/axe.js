// Accessibility checks with axe-core.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// GOV.UK's rule set, up to WCAG AAA. The landmark rule is off: the form is embedded in a host page
// and does not control its landmarks.
const OPTIONS = {
  // Other results are only counted, which takes a fifth less CPU time.
  resultTypes: ["violations"],
  runOnly: [
    "best-practice",
    "wcag2a",
    "wcag2aa",
    "wcag2aaa",
    "wcag21a",
    "wcag21aa",
    "wcag21aaa",
    "wcag22a",
    "wcag22aa",
    "wcag22aaa",
  ],
  rules: { region: { enabled: false }, "target-size": { enabled: true } },
};

/**
 * The rules that depend on colors or on the layout. All others have the same result in each theme and direction. The
 * enhanced rule also finds what `color-contrast` finds: it requires 7:1 instead of 4.5:1.
 */
export const RULES_OF_APPEARANCE = [
  "color-contrast-enhanced",
  "link-in-text-block",
  "scrollable-region-focusable",
  "target-size",
];

/**
 * Runs axe on the page and returns each violated rule with the selectors of its elements.
 *
 * @param {import("@playwright/test").Page} page
 * @param {string[]} [rules] the rules. Default: GOV.UK's rule set.
 */
export async function axeViolations(page, rules) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (options) => window.axe.run(document, options),
    rules ? { resultTypes: OPTIONS.resultTypes, runOnly: rules } : OPTIONS,
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(" | ")}`,
  );
}
