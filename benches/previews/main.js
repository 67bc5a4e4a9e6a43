// Measures the form's preview and its peers in one browser, and writes the figures to a file.
// Usage: node benches/previews/main.js FIGURES.json
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { browserLaunchOptions } from "../../tests/e2e/support/chromium.js";
import { startRelay } from "../../tests/e2e/support/relay-process.js";
import { format } from "../figures.js";
import { firstPreview, keystrokes, openPage } from "./keystrokes.js";
import { largeText } from "./large-text.js";
import { pathological } from "./pathological.js";
import { PEERS, servePeers } from "./peers.js";

const FORM_NAME = "open-ticket";

async function* measureAll(browser, subjects) {
  yield* keystrokes(subjects);
  yield firstPreview(browser, subjects);
  yield* pathological(subjects[0]);
  yield* largeText(browser, subjects[0].url, subjects[0].adapter);
}

const [, , outputFile] = process.argv;
const relay = await startRelay();
const peers = await servePeers();
const browser = await chromium.launch(browserLaunchOptions);
try {
  console.log(`Chromium ${browser.version()}; medians with quartiles`);
  const adapter = readFileSync(new URL("form-adapter.js", import.meta.url), "utf8");
  const subjects = [
    { name: FORM_NAME, url: relay.url, adapter },
    ...PEERS.map(({ name, renderer }) => ({ name, url: `${peers.url}/${renderer}` })),
  ];
  for (const subject of subjects) subject.page = await openPage(browser, subject);
  const figures = [];
  for await (const measured of measureAll(browser, subjects)) {
    console.log(format(measured));
    figures.push(measured);
  }
  writeFileSync(outputFile, JSON.stringify(figures));
} finally {
  await browser.close();
  peers.stop();
  await relay.stop();
}
