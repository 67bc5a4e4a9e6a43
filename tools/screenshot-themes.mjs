// Regenerates docs/themes/, the screenshots of the theming guide: the controls of each version of Bootstrap, and the
// form with its preset. `make screenshot` builds the relay and dist/ first.
import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";
import { browserLaunchOptions } from "../tests/e2e/support/chromium.js";
import { startRelay } from "../tests/e2e/support/relay-process.js";
import { openThemePage, showSameState, THEME_PAGES } from "../tests/e2e/support/theme-pages.js";
import { TicketFormPage } from "../tests/e2e/support/ticket-form-page.js";

const FOLDER = "docs/themes";

/** Names of the files by the names of the themes. */
const FILES = {
  "Bootstrap 3": "bootstrap-3",
  "Bootstrap 4": "bootstrap-4",
  "Bootstrap 5": "bootstrap-5",
  "Bootstrap 5, dark": "bootstrap-5-dark",
};

const relay = await startRelay();
const browser = await chromium.launch(browserLaunchOptions);
try {
  mkdirSync(FOLDER, { recursive: true });
  const viewport = { width: 1_000, height: 620 };
  for (const [theme, name] of Object.entries(FILES)) {
    const page = await browser.newPage({ baseURL: relay.url, colorScheme: "light", viewport });
    const form = new TicketFormPage(page);
    await openThemePage(page, THEME_PAGES[theme]);
    await showSameState(form);
    // The controls above the message.
    const summary = await form.errorSummary.boundingBox();
    await page.screenshot({
      path: `${FOLDER}/${name}.png`,
      animations: "disabled",
      fullPage: true,
      clip: { x: 0, y: 0, width: viewport.width, height: summary.y + summary.height + 500 },
    });
    await page.close();
  }
} finally {
  await browser.close();
  await relay.stop();
}
