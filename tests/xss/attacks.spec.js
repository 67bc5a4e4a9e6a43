// No message becomes markup or a script: each attack goes through the real form, on a page without
// a policy, where nothing but the preview itself stands between it and the reader, and on the page
// with the strictest, which would tell of an attempt.
import { expect, test } from "./fixtures.js";
import { careless } from "./program.js";

// The control is slower by far: a frame for each.
const CONTROLS = 10_000;

const NOTHING = { wrong: [], asked: [], complaints: [] };

async function tried(target, texts) {
  const wrong = await target.tryAll(texts);
  return { wrong, asked: target.asked, complaints: target.complaints };
}

/** Those that are meant for renderers, not for their links' addresses alone; from all over the list. */
function sample({ own, generated }, most) {
  const all = [...own, ...generated];
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(all.length, most) }, (_, i) => all[Math.floor(i * step)]);
}

function said(attacks) {
  const counts = Object.entries(attacks).map(([from, texts]) => `${texts.length} ${from}`);
  return counts.join(", ");
}

test("without a policy, no attack runs, asks for anything, or makes what is not allowed", async ({
  attacks,
  open,
  target,
}) => {
  console.log(`attacks: ${said(attacks)}`);
  await target.open(open.url);
  expect(await tried(target, Object.values(attacks).flat())).toEqual(NOTHING);
});

// The control: were a careless preview's scripts, requests and markup not noticed by the thousand,
// the silence above would mean nothing.
test("on the same page, a careless renderer of the same attacks is noticed by the thousand", async ({
  attacks,
  open,
  target,
}) => {
  await target.open(open.url);
  const texts = sample(attacks, CONTROLS);
  const noticed = await target.tryCareless(careless(texts));
  console.log(
    `of ${texts.length}, careless: ${JSON.stringify(noticed)}, ${target.asked.length} requests`,
  );
  expect(noticed.ran).toBeGreaterThan(1_000);
  expect(noticed.wrong).toBeGreaterThan(2_000);
  // The same address is asked for once.
  expect(target.asked.length).toBeGreaterThan(500);
});

test("under the strict policy, between two paragraphs, no attack breaks it", async ({
  attacks,
  relay,
  target,
}) => {
  await target.open(relay.url);
  const texts = Object.values(attacks).flat();
  const between = texts.map((text) => `before\n\n${text}\n\nafter`);
  expect(await tried(target, between)).toEqual(NOTHING);
});

test("a break of the policy is noticed", async ({ relay, target }) => {
  await target.open(relay.url);
  const caught = await target.page.evaluate(async () => {
    const style = Object.assign(document.createElement("style"), { textContent: "*{}" });
    document.body.append(style);
    await window.xss.turn();
    return window.xss.ran;
  });
  expect(caught).toEqual([{ what: "policy violated: style-src-elem", at: "" }]);
  expect(target.complaints).toHaveLength(1);
});
