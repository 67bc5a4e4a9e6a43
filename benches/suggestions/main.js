// Measures the work after a key press in the message, with an index of 500 articles: the timers that the form
// starts with the key and that rank the articles once the user pauses. The browser's own work is not included.
// Usage: node benches/suggestions/main.js FIGURES.json
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { chromium } from "@playwright/test";
import { browserLaunchOptions } from "../../tests/e2e/support/chromium.js";
import { startRelay } from "../../tests/e2e/support/relay-process.js";
import { TicketFormPage } from "../../tests/e2e/support/ticket-form-page.js";
import { figure, format } from "../figures.js";

const ARTICLES = 500;
const KEYS = 12;

/** Pause after which the articles are ranked (`src/ui/message/suggestions.rs`), in milliseconds. */
const PAUSE = 500;

/** Lengths of the message, in repetitions of the text. */
const LENGTHS = { "a message of 140 characters": 1, "a message of 14,000 characters": 100 };
const TEXT =
  "I cannot receive any email since I moved my domain to your server. The DNS records were changed and " +
  "the mail server does not answer today. ";

/** Returns articles of the test's knowledge base, and further ones that each consist of parts of four of them. */
function articles() {
  const file = new URL(
    "../../tests/native/fixtures/suggestions/knowledge-base.json",
    import.meta.url,
  );
  const base = JSON.parse(readFileSync(file, "utf8"));
  const mixed = Array.from({ length: ARTICLES - base.length }, (_, number) => {
    const parts = [0, 1, 2, 3].map((part) => base[(number * 7 + part * 83) % base.length]);
    const sentences = ({ text }) => text.split(/(?<=\. )/).slice(number % 3, (number % 3) + 3);
    return {
      title: `${parts[0].title}, ${parts[1].title.toLowerCase()}`,
      url: `https://help.example.com/articles/mixed-${number}`,
      text: parts.flatMap(sentences).join(""),
    };
  });
  return [...base, ...mixed];
}

/** Records how long each timer runs. */
function recordTimers() {
  const start = window.setTimeout;
  window.timers = [];
  window.setTimeout = (callback, delay, ...values) =>
    start(() => {
      const begin = performance.now();
      callback(...values);
      window.timers.push({ delay, time: performance.now() - begin });
    }, delay);
}

/** Resolves once the rules name the index, which the relay builds after its start. */
async function indexIsBuilt(url) {
  while (!(await (await fetch(`${url}/api/ticket`)).json()).suggestions) await setTimeout(100);
}

const [, , outputFile] = process.argv;
const folder = mkdtempSync(join(tmpdir(), "open-ticket-bench-"));
const file = join(folder, "articles.json");
writeFileSync(file, JSON.stringify(articles()));
const relay = await startRelay(undefined, (config) =>
  config.replace('\narticles = ""', `\narticles = ${JSON.stringify(file)}`),
);
const browser = await chromium.launch(browserLaunchOptions);
try {
  await indexIsBuilt(relay.url);
  const page = await browser.newPage({ baseURL: relay.url });
  await page.addInitScript(recordTimers);
  const form = new TicketFormPage(page);
  await form.open();
  const figures = [];
  for (const [name, repetitions] of Object.entries(LENGTHS)) {
    await form.message.fill(TEXT.repeat(repetitions));
    await page.locator(".suggestion-box a").first().waitFor();
    const times = [];
    for (let key = 0; key < KEYS; key += 1) {
      await setTimeout(2 * PAUSE);
      await page.evaluate(() => {
        window.timers = [];
      });
      await form.message.press("x");
      await setTimeout(2 * PAUSE);
      const timers = await page.evaluate(() => window.timers);
      const ranking = timers.filter(({ delay }) => delay === PAUSE);
      times.push(ranking.reduce((sum, { time }) => sum + time, 0));
    }
    const title = `suggestions: work in the pause after a key, ${ARTICLES} articles, ${name}`;
    figures.push(figure(title, new Map([["open-ticket", times]])));
  }
  for (const result of figures) console.log(format(result));
  writeFileSync(outputFile, JSON.stringify(figures));
} finally {
  await browser.close();
  await relay.stop();
  rmSync(folder, { recursive: true });
}
