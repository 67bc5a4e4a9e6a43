// Measures previews under somebody's keys, the subjects in turns.
import { fileURLToPath } from "node:url";
import { figure, growth } from "./figures.js";
import { END, mixed } from "./text.js";

const SIZES = [1, 10, 64, 256];
const ROUNDS = 5;
const KEYS = 12;
const FIRSTS = 5;

/** The kilobytes whose times are compared: how does a preview take to a longer text? */
const [SMALL, LARGE] = [64, 256];

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/** Opens a page of its own for a subject. */
export async function opened(browser, { url, adapter }) {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(600_000);
  await page.addInitScript({ path: here("in-page.js") });
  await page.goto(url);
  if (adapter) {
    await page.locator("open-ticket [part=preview]").waitFor({ state: "attached" });
    await page.evaluate(adapter);
  }
  return page;
}

/** A key in each size of text, until it is in the DOM and until it is laid out. */
export async function keystrokes(subjects) {
  const figures = [];
  for (const layout of [false, true]) {
    for (const kilobytes of SIZES) figures.push(await keysIn(subjects, kilobytes, layout));
  }
  const [small, large] = [SMALL, LARGE].map((kB) => figures[SIZES.indexOf(kB)]);
  return [
    ...figures,
    growth(`preview: a key in ${LARGE} kB against one in ${SMALL} kB`, large, small),
  ];
}

/** The first preview of a text, in a page that has shown nothing yet. */
export async function firstPreview(browser, subjects) {
  const text = mixed(SMALL * 1_000);
  const measure = async (subject) => {
    const page = await opened(browser, subject);
    const time = await page.evaluate((text) => window.bench.once(text, false), text);
    await page.context().close();
    return [time];
  };
  return figure(`preview: the first of ${SMALL} kB`, await inTurns(subjects, FIRSTS, measure));
}

async function keysIn(subjects, kilobytes, layout) {
  const text = mixed(kilobytes * 1_000);
  for (const subject of subjects) await shownWhole(subject, text);
  const measure = ({ page }) =>
    page.evaluate((all) => window.bench.keys(...all), [text, KEYS, layout]);
  const until = layout ? "laid out" : "in the DOM";
  const times = await inTurns(subjects, ROUNDS, measure);
  return figure(`preview: a key in ${kilobytes} kB, ${until}`, times);
}

/** The times of each subject, which take turns: what else the machine does is fairly shared. */
async function inTurns(subjects, rounds, measure) {
  const times = new Map(subjects.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of subjects) times.get(subject.name).push(...(await measure(subject)));
  }
  return times;
}

/** Nobody's preview may leave out the end of the text: that would be no comparison. */
async function shownWhole({ name, page }, text) {
  await page.evaluate((text) => window.bench.once(text, false), text);
  const shown = await page.evaluate(() => window.subject.preview().textContent.trim());
  if (!shown.endsWith(END)) throw new Error(`${name} does not show the whole text`);
}
