// Measures previews under somebody's keys, the subjects in turns.
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { showPreview } from "../../tests/xss/target.js";
import { figure, growth } from "../figures.js";
import { END, mixed } from "./text.js";

const SIZES = [1, 10, 64, 256];
const ROUNDS = 4;
const KEYS = 8;
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
    await showPreview(page);
    await page.evaluate(adapter);
  }
  return page;
}

/** A key in each size of text, until it is in the DOM and until it is laid out. */
export async function* keystrokes(subjects) {
  const inDom = new Map();
  for (const kilobytes of SIZES) {
    inDom.set(kilobytes, await keysIn(subjects, kilobytes, false));
    yield inDom.get(kilobytes);
  }
  const name = `preview: a key in ${LARGE} kB against one in ${SMALL} kB`;
  yield growth(name, inDom.get(LARGE), inDom.get(SMALL));
  for (const kilobytes of SIZES) yield keysIn(subjects, kilobytes, true);
}

/** The first preview of a text, in a page that has shown nothing yet. */
export async function firstPreview(browser, subjects) {
  const text = mixed(SMALL * 1_000);
  const measure = async (subject) => {
    const page = await opened(browser, subject);
    const time = await page.evaluate((all) => window.bench.once(...all), [text, END]);
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
  const shown = page.evaluate((all) => window.bench.once(...all), [text, END]);
  const never = setTimeout(60_000, `${name} does not show the whole text`, { ref: false });
  const complaint = await Promise.race([shown.then(() => null), never]);
  if (complaint) throw new Error(complaint);
}
