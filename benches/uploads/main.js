// Measures encoding files into a request body, and writes the figures to a file.
// Usage: node benches/uploads/main.js FIGURES.json
import { writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { browserLaunchOptions } from "../../tests/e2e/support/chromium.js";
import { startRelay } from "../../tests/e2e/support/relay-process.js";
import { format } from "../figures.js";
import { encoding, largestFile, listing } from "./measurements.js";

const [, , outputFile] = process.argv;
const relay = await startRelay();
const browser = await chromium.launch(browserLaunchOptions);
try {
  console.log(`Chromium ${browser.version()}; medians with quartiles`);
  const figures = [];
  for (const measure of [encoding, largestFile, listing]) {
    for await (const figure of measure(browser, relay.url)) {
      console.log(format(figure));
      figures.push(figure);
    }
  }
  writeFileSync(outputFile, JSON.stringify(figures));
} finally {
  await browser.close();
  await relay.stop();
}
