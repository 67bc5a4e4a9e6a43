// Regenerates docs/whmcs-addon/, the screenshots of the guide, from the stand-in's pages. `make screenshot`
// builds the relay and the ZIP file first.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";
import { launchOptions } from "../../../tests/e2e/support/chromium.js";
import { startRelay } from "../../../tests/e2e/support/relay-process.js";
import { SAMPLE_TICKET } from "../../../tests/e2e/support/sample-ticket.js";
import { API_PATH } from "../../../tests/e2e/support/sandbox-api.js";
import { TicketFormPage } from "../../../tests/e2e/support/ticket-form-page.js";
import { addStyles, THEME_STYLES } from "./e2e/support/theme-styles.js";
import { startSite } from "./e2e/support/whmcs-site.js";

const FOLDER = "docs/whmcs-addon";

// A site with a separate api.php has the default limits.
const relay = await startRelay();
const site = await startSite(`${relay.url}${API_PATH}`);
const STANDIN = "integrations/whmcs/tests/standin";
execFileSync("php", [`${STANDIN}/add-article.php`, site.folder]);
// The default. The tests have the limit of open-ticket.toml.
execFileSync("php", [`${STANDIN}/set-setting.php`, site.folder, "max_file_mb", ""]);
const browser = await chromium.launch(launchOptions);
try {
  mkdirSync(FOLDER, { recursive: true });
  const page = await browser.newPage({
    baseURL: site.url,
    colorScheme: "light",
    viewport: { width: 960, height: 640 },
  });
  const save = (name) =>
    page.screenshot({ path: `${FOLDER}/${name}.png`, fullPage: true, animations: "disabled" });
  await page.goto("/admin/configaddonmods.php");
  await save("settings");
  await page.goto("/admin/addonmodules.php?module=open_ticket");
  await save("status");
  const form = new TicketFormPage(page);
  await addStyles(page, THEME_STYLES["twenty-one"]);
  await form.open("/submitticket.php?step=2&deptid=1");
  await form.fill(SAMPLE_TICKET);
  await form.attach({ name: "nginx-error.log", bytes: Buffer.alloc(18_300, 1) });
  await form.submitButton.focus();
  await save("form");
} finally {
  await browser.close();
  await site.stop();
  await relay.stop();
}
