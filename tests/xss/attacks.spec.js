// Attacks on the preview: no message may run a script or create forbidden markup. Each attack is tried
// twice in the real form: on a page without a CSP, where only the preview protects the user, and on a
// page with the strictest CSP, which reports every attempt.
import { expect, test } from "./fixtures.js";
import { unsafeHtml } from "./vectors-cli.js";

// The control runs fewer attacks: it needs an iframe for each, and takes three times as long as the form.
const MAX_CONTROL_ATTACKS = 800;

const NOTHING = { findings: [], requests: [], errors: [] };

async function resultOf(attackedPage, texts) {
  const findings = await attackedPage.tryAll(texts);
  return { findings, requests: attackedPage.requests, errors: attackedPage.errors };
}

/** Returns evenly distributed attacks, without those that only disguise the URL of a link. */
function sample({ own, generated }, maxCount) {
  const all = [...own, ...generated];
  const step = Math.max(1, all.length / maxCount);
  const count = Math.min(all.length, maxCount);
  return Array.from({ length: count }, (_, i) => all[Math.floor(i * step)]);
}

function countsBySource(attacks) {
  const counts = Object.entries(attacks).map(([source, texts]) => `${texts.length} ${source}`);
  return counts.join(", ");
}

test("without a CSP, no attack runs a script, sends a request or creates forbidden markup", async ({
  attacks,
  attackedPage,
  proxyWithoutCsp,
}) => {
  console.log(`attacks: ${countsBySource(attacks)}`);
  await attackedPage.open(proxyWithoutCsp.url);
  expect(await resultOf(attackedPage, Object.values(attacks).flat())).toEqual(NOTHING);
});

// The control: if the scripts, requests and forbidden elements of an unsafe preview were not detected,
// the empty result above would prove nothing.
test("on the same page, most attacks on an unsafe renderer are detected", async ({
  attacks,
  attackedPage,
  proxyWithoutCsp,
}) => {
  await attackedPage.open(proxyWithoutCsp.url);
  const texts = sample(attacks, MAX_CONTROL_ATTACKS);
  const detected = await attackedPage.tryUnsafe(unsafeHtml(texts));
  console.log(
    `unsafe renderer, ${texts.length} attacks: ${JSON.stringify(detected)}, ` +
      `${attackedPage.requests.length} requests`,
  );
  expect(detected.scripts).toBeGreaterThan(texts.length / 4);
  expect(detected.forbiddenMarkup).toBeGreaterThan(texts.length / 2);
  // The browser requests the same URL only once.
  expect(attackedPage.requests.length).toBeGreaterThan(texts.length / 8);
});

test("with the strict CSP, no attack between two paragraphs succeeds", async ({
  attacks,
  attackedPage,
  relay,
}) => {
  await attackedPage.open(relay.url);
  const texts = Object.values(attacks).flat();
  const betweenParagraphs = texts.map((text) => `before\n\n${text}\n\nafter`);
  expect(await resultOf(attackedPage, betweenParagraphs)).toEqual(NOTHING);
});

test("a violation of the CSP is detected", async ({ attackedPage, relay }) => {
  await attackedPage.open(relay.url);
  const detected = await attackedPage.page.evaluate(async () => {
    const style = Object.assign(document.createElement("style"), { textContent: "*{}" });
    document.body.append(style);
    await window.xss.nextTask();
    return window.xss.detected;
  });
  expect(detected).toEqual([{ what: "CSP violation: style-src-elem", message: "" }]);
  expect(attackedPage.errors).toHaveLength(1);
});
