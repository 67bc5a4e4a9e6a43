// What axe finds on a page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// GOV.UK's own set, up to AAA. A form that lies on someone else's page has no say in its regions.
const RULES = {
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

/** Every rule that is broken, with the places where. */
export async function violations(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((rules) => window.axe.run(document, rules), RULES);
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(" ")).join(" | ")}`,
  );
}
