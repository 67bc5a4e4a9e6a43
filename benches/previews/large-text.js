// Measures typing and pasting with large text, in the form's text area, side by side with the preview, and
// in a bare text area. The bare one receives the text that the form inserts.
import { figure } from "../figures.js";
import { openPage } from "./keystrokes.js";

const ROUNDS = 3;
const KEYS = ["x", "y", "Backspace", "Enter"];
const FORM = "open-ticket";
const BARE = "bare text area";

const numbers = (count) => Array.from({ length: count }, (_, n) => n);
const LOG_LINE = "2026-11-24T10:15:00Z worker[12] the server answers slowly since this morning";

/** Returns a log of about `bytes` bytes. */
const log = (bytes) =>
  numbers(Math.ceil(bytes / (LOG_LINE.length + 1)))
    .map(() => LOG_LINE)
    .join("\n")
    .slice(0, bytes);

const html = (contents) => ({ "text/html": contents, "text/plain": "text" });
const tableRow = (n) => `<tr><td>web-${n}</td><td>${n} ms</td></tr>`;

/** Changes with many lines: a paste, or a command for lines of text. */
const LARGE_CHANGES = [
  [
    "paste 1,000 rows of a spreadsheet",
    html(`<table>${numbers(1_000).map(tableRow).join("")}</table>`),
  ],
  [
    "paste a list of 2,000 items",
    html(
      `<ul>${numbers(2_000)
        .map((n) => `<li>item ${n}</li>`)
        .join("")}</ul>`,
    ),
  ],
  [
    "quote 2,000 lines",
    numbers(2_000)
      .map((n) => `line ${n}`)
      .join("\n"),
  ],
];

/** Yields figures for keys and pastes in logs, and for changes with many lines. */
export async function* largeText(browser, formUrl, adapter) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const form = await openForm(context, formUrl, adapter);
  const bare = await openBare(context, formUrl);
  for (const megabytes of [1, 2]) yield* logFigures([form, bare], megabytes);
  for (const [name, change] of LARGE_CHANGES) yield changeFigure(name, change, form, bare);
  await context.close();
}

async function openForm(context, url, adapter) {
  const page = await openPage(context.browser(), { url, adapter }, context);
  await page.locator("open-ticket").getByRole("tab", { name: "Side by side" }).click();
  return {
    name: FORM,
    page,
    textArea: page.locator("open-ticket").getByRole("textbox", { name: "Message" }),
  };
}

async function openBare(context, url) {
  const page = await context.newPage();
  await page.goto(new URL("/healthz", url).href);
  await page.evaluate(() => {
    const textArea = document.createElement("textarea");
    textArea.cols = 80;
    textArea.rows = 20;
    document.body.replaceChildren(textArea);
  });
  return { name: BARE, page, textArea: page.locator("textarea") };
}

async function* logFigures(subjects, megabytes) {
  const text = log(megabytes * 1_000_000);
  const pastes = new Map(subjects.map(({ name }) => [name, []]));
  const keys = new Map(subjects.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const subject of subjects) {
      await clear(subject);
      pastes.get(subject.name).push(await timePaste(subject, text));
      for (const key of KEYS) keys.get(subject.name).push(await timeKey(subject, key));
    }
  }
  yield figure(`editor: paste ${megabytes} MB of a log, side by side`, pastes);
  yield figure(`editor: key in ${megabytes} MB of a log, side by side`, keys);
}

async function changeFigure(name, change, form, bare) {
  const times = new Map([
    [form.name, []],
    [bare.name, []],
  ]);
  for (let round = 0; round < ROUNDS; round += 1) {
    await clear(form);
    times.get(form.name).push(await timeChange(form, change));
    const inserted = await form.textArea.inputValue();
    await clear(bare);
    times.get(bare.name).push(await timeInsertText(bare, inserted));
  }
  return figure(`editor: ${name}`, times);
}

async function clear({ page, textArea }) {
  await page.bringToFront();
  await textArea.fill("");
  await textArea.focus();
}

/** Returns the milliseconds from a key press to the frame after it. */
async function timeKey({ page }, key) {
  await page.evaluate(() => {
    window.untilFrame = new Promise((resolve) => {
      const start = (event) => {
        if (event.key === "Control") return;
        removeEventListener("keydown", start, { capture: true });
        const time = performance.now();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - time)));
      };
      addEventListener("keydown", start, { capture: true });
    });
  });
  await page.keyboard.press(key);
  const time = await page.evaluate(() => window.untilFrame);
  // The debounced work of one key is not measured with the next one.
  await page.waitForTimeout(700);
  return time;
}

async function timePaste(subject, text) {
  await subject.page.evaluate((text) => navigator.clipboard.writeText(text), text);
  return timeKey(subject, "Control+V");
}

/** Pastes clipboard data, or quotes lines. */
async function timeChange({ page, textArea }, change) {
  if (typeof change === "string") {
    await textArea.fill(change);
    await textArea.press("Control+A");
    const quote = page.locator("open-ticket").getByRole("button", { name: /^Quote/ });
    return quote.evaluate((button) => {
      const start = performance.now();
      button.click();
      return performance.now() - start;
    });
  }
  return textArea.evaluate((area, contents) => {
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(contents)) clipboardData.setData(type, text);
    const start = performance.now();
    area.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
    return performance.now() - start;
  }, change);
}

function timeInsertText({ textArea }, text) {
  return textArea.evaluate((_, text) => {
    const start = performance.now();
    document.execCommand("insertText", false, text);
    return performance.now() - start;
  }, text);
}
