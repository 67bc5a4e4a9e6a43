// Pathological inputs, which must not crash or freeze the page: the preview stays small, the text area
// keeps the text, and the page stays responsive. The benchmark measures the time.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./fixtures.js";
import { CRASH_INPUTS, PUBLISHED_INPUTS } from "./pathological-inputs.js";

const MAX_DEPTH = 100;
const MAX_NODES = 10_000;

/** Returns the number and depth of the preview's nodes, and `true` if the text area has the text. */
async function renderAndMeasure(text) {
  const container = await window.xss.blockContainer();
  await window.xss.render(container, text);
  const depth = (node) => (node === container ? 0 : 1 + depth(node.parentNode));
  const whatToShow = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
  const walker = document.createTreeWalker(container, whatToShow);
  let nodeCount = 0;
  while (walker.nextNode()) nodeCount += 1;
  // A line break is a leaf, like a text node.
  const maxDepth = Math.max(0, ...[...container.querySelectorAll("*:not(br)")].map(depth));
  return { nodeCount, maxDepth, isInTextArea: window.xss.isInTextArea(text) };
}

async function expectToSurvive(attackedPage, text) {
  const measured = await attackedPage.page.evaluate(renderAndMeasure, text);
  expect(measured.isInTextArea).toBe(true);
  expect(measured.maxDepth).toBeLessThanOrEqual(MAX_DEPTH);
  expect(measured.nodeCount).toBeLessThanOrEqual(MAX_NODES);
  await expect(attackedPage.page.locator("open-ticket [part=open-ticket-preview]")).toBeVisible();
  expect(attackedPage.errors).toEqual([]);
}

for (const scale of [5_000, 10_000]) {
  test(`the page survives all pathological inputs of scale ${scale}`, async ({
    attackedPage,
    relay,
  }) => {
    await attackedPage.open(relay.url);
    for (const [name, input] of Object.entries(PUBLISHED_INPUTS)) {
      await test.step(name, () => expectToSurvive(attackedPage, input(scale)));
    }
  });
}

test("the page survives all crash inputs, and a truncated preview shows a notice", async ({
  attackedPage,
  relay,
}) => {
  await attackedPage.open(relay.url);
  for (const [name, text] of Object.entries(CRASH_INPUTS)) {
    await test.step(name, () => expectToSurvive(attackedPage, text));
  }
  await expectToSurvive(attackedPage, CRASH_INPUTS["28 kB of table"]);
  await expect(attackedPage.page.getByText("The preview stops here")).toBeVisible();
});

test("the pathological inputs equal those of the collection", () => {
  const folder = process.env.OPEN_TICKET_CORPORA;
  const summaries = Object.fromEntries(
    Object.entries(PUBLISHED_INPUTS).map(([name, input]) => [
      name,
      [[...input(10_000)].length, input(3)],
    ]),
  );
  if (!folder) return expect(Object.keys(summaries)).toHaveLength(45);
  const { cases } = JSON.parse(readFileSync(join(folder, "pathological-markdown.json"), "utf8"));
  const expected = cases.map((entry) => [entry.name, [entry.n10000_chars, entry.sample_n3]]);
  expect(summaries).toEqual(Object.fromEntries(expected));
});
