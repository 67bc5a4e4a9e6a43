// Measures our preview and its peers in one browser, and writes the figures to the file named:
// node benches/previews/main.js FIGURES.json
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { launchOptions } from "../../tests/e2e/browser.js";
import { startRelay } from "../../tests/e2e/relay.js";
import { line } from "../figures.js";
import { firstPreview, keystrokes, opened } from "./keystrokes.js";
import { pathological } from "./pathological.js";
import { PEERS, servePeers } from "./subjects.js";

const OURS = "open-ticket";

async function* measured(browser, subjects) {
  yield* keystrokes(subjects);
  yield firstPreview(browser, subjects);
  yield* pathological(subjects[0]);
}

const [, , out] = process.argv;
const relay = await startRelay();
const peers = await servePeers();
const browser = await chromium.launch(launchOptions);
try {
  console.log(`Chromium ${browser.version()}; medians, and the quartiles around them`);
  const adapter = readFileSync(new URL("ours.js", import.meta.url), "utf8");
  const subjects = [
    { name: OURS, url: relay.url, adapter },
    ...PEERS.map(({ name, renderer }) => ({ name, url: `${peers.url}/${renderer}` })),
  ];
  for (const subject of subjects) subject.page = await opened(browser, subject);
  const figures = [];
  for await (const one of measured(browser, subjects)) {
    console.log(line(one));
    figures.push(one);
  }
  writeFileSync(out, JSON.stringify(figures));
} finally {
  await browser.close();
  peers.stop();
  await relay.stop();
}
