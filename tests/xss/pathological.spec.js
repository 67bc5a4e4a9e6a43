// No text brings the page down: what is drawn stays small, the text stays in its field, and the
// page answers. How long it takes is the benchmark's to say.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./fixtures.js";
import { BOMBS, KNOWN } from "./pathological.js";

const DEPTH = 100;
const NODES = 10_000;

/** How many nodes there are below the preview's pane, how deep they nest, and whether the field has the text. */
async function drawn(text) {
  const pane = await window.xss.blocks();
  await window.xss.draw(pane, text);
  const depth = (node) => (node === pane ? 0 : 1 + depth(node.parentNode));
  const walker = document.createTreeWalker(pane, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  let nodes = 0;
  while (walker.nextNode()) nodes += 1;
  const deepest = Math.max(0, ...[...pane.querySelectorAll("*")].map(depth));
  return { nodes, deepest, kept: window.xss.kept(text) };
}

async function survives(target, text) {
  const found = await target.page.evaluate(drawn, text);
  expect(found.kept).toBe(true);
  expect(found.deepest).toBeLessThanOrEqual(DEPTH);
  expect(found.nodes).toBeLessThanOrEqual(NODES);
  await expect(target.page.locator("open-ticket [part=preview]")).toBeVisible();
  expect(target.complaints).toEqual([]);
}

for (const scale of [5_000, 10_000]) {
  test(`no pathological input of ${scale} brings the page down`, async ({ relay, target }) => {
    await target.open(relay.url);
    for (const [name, input] of Object.entries(KNOWN)) {
      await test.step(name, () => survives(target, input(scale)));
    }
  });
}

test("no bomb brings the page down; a preview that is cut says so", async ({ relay, target }) => {
  await target.open(relay.url);
  for (const [name, text] of Object.entries(BOMBS)) {
    await test.step(name, () => survives(target, text));
  }
  await survives(target, BOMBS["28 kB of table"]);
  await expect(target.page.getByText("The preview ends here")).toBeVisible();
});

test("the pathological inputs are those of the collection", () => {
  const folder = process.env.OPEN_TICKET_CORPORA;
  const ours = Object.fromEntries(
    Object.entries(KNOWN).map(([name, input]) => [name, [[...input(10_000)].length, input(3)]]),
  );
  if (!folder) return expect(Object.keys(ours)).toHaveLength(45);
  const { cases } = JSON.parse(readFileSync(join(folder, "pathological-markdown.json"), "utf8"));
  const theirs = cases.map((one) => [one.name, [one.n10000_chars, one.sample_n3]]);
  expect(ours).toEqual(Object.fromEntries(theirs));
});
