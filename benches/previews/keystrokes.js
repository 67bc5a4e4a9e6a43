// Measures the previews of all subjects per keystroke, interleaved.
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { showPreview } from "../../tests/xss/attacked-page.js";
import { figure, growth } from "../figures.js";
import { LAST_PARAGRAPH, sampleText } from "./sample-text.js";

/** Sizes of the text, in kilobytes. Above 200, the form's preview is cut off at 10,000 nodes. */
const SIZES = [1, 10, 64, 128];
const ROUNDS = 4;
const KEYSTROKES = 8;
const FIRST_PREVIEWS = 5;

/** The sizes to compare, in kilobytes, for the growth of a keystroke's time with the text. */
const [SMALL, LARGE] = [64, 128];

const pathOf = (file) => fileURLToPath(new URL(file, import.meta.url));

/** Opens a page for a subject, in a new browser context by default. */
export async function openPage(browser, { url, adapter }, context = undefined) {
  const page = await (context ?? (await browser.newContext())).newPage();
  page.setDefaultTimeout(600_000);
  await page.addInitScript({ path: pathOf("measure-in-page.js") });
  await page.goto(url);
  if (adapter) {
    await showPreview(page);
    await page.evaluate(adapter);
  }
  return page;
}

/** Yields figures for a keystroke in each size of text, until it is in the DOM and until layout. */
export async function* keystrokes(subjects) {
  const untilInDom = new Map();
  for (const kilobytes of SIZES) {
    untilInDom.set(kilobytes, await measureKeystrokes(subjects, kilobytes, false));
    yield untilInDom.get(kilobytes);
  }
  const name = `preview: keystroke in ${LARGE} kB, relative to ${SMALL} kB`;
  yield growth(name, untilInDom.get(LARGE), untilInDom.get(SMALL));
  for (const kilobytes of SIZES) yield measureKeystrokes(subjects, kilobytes, true);
}

/** Returns a figure for the first preview in a page that has not rendered anything yet. */
export async function firstPreview(browser, subjects) {
  const text = sampleText(SMALL * 1_000);
  const measure = async (subject) => {
    const page = await openPage(browser, subject);
    const time = await measureText(page, text, LAST_PARAGRAPH);
    await page.context().close();
    return [time];
  };
  const times = await measureInterleaved(subjects, FIRST_PREVIEWS, measure);
  return figure(`preview: first rendering of ${SMALL} kB`, times);
}

/** Returns the milliseconds until a page's preview of `text` contains `marker`. */
export function measureText(page, text, marker) {
  return page.evaluate((args) => window.bench.measureText(...args), [text, marker]);
}

async function measureKeystrokes(subjects, kilobytes, includeLayout) {
  const text = sampleText(kilobytes * 1_000);
  for (const subject of subjects) await expectWholePreview(subject, text);
  const args = [text, KEYSTROKES, includeLayout];
  const measure = ({ page }) =>
    page.evaluate((args) => window.bench.measureKeystrokes(...args), args);
  const end = includeLayout ? "laid out" : "in the DOM";
  const times = await measureInterleaved(subjects, ROUNDS, measure);
  return figure(`preview: keystroke in ${kilobytes} kB, ${end}`, times);
}

/** Interleaves the measurements of the subjects: other load on the machine affects all equally. */
async function measureInterleaved(subjects, rounds, measure) {
  const times = new Map(subjects.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of subjects) times.get(subject.name).push(...(await measure(subject)));
  }
  return times;
}

/** Fails unless a subject renders the whole text: a truncated preview would not be comparable. */
async function expectWholePreview({ name, page }, text) {
  const rendered = measureText(page, text, LAST_PARAGRAPH);
  const timeout = setTimeout(60_000, `${name} does not render the whole text`, { ref: false });
  const error = await Promise.race([rendered.then(() => null), timeout]);
  if (error) throw new Error(error);
}
