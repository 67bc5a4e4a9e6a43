// Measures how files become a request's body, and writes the figures to the file named:
// node benches/uploads/main.js FIGURES.json
import { writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { launchOptions } from "../../tests/e2e/browser.js";
import { startRelay } from "../../tests/e2e/relay.js";
import { line } from "../figures.js";
import { bodies, largest, listed } from "./measure.js";

const [, , out] = process.argv;
const relay = await startRelay();
const browser = await chromium.launch(launchOptions);
try {
  console.log(`Chromium ${browser.version()}; medians, and the quartiles around them`);
  const figures = [];
  for (const measure of [bodies, largest, listed]) {
    for await (const one of measure(browser, relay.url)) {
      console.log(line(one));
      figures.push(one);
    }
  }
  writeFileSync(out, JSON.stringify(figures));
} finally {
  await browser.close();
  await relay.stop();
}
