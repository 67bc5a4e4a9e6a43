// The demo page without file limits, with a separate file input for the peers.
import { fileURLToPath } from "node:url";
import { SAMPLE_TICKET } from "../../tests/e2e/support/sample-ticket.js";
import { TicketFormPage } from "../../tests/e2e/support/ticket-form-page.js";

const UNLIMITED = {
  files: 1_000,
  file_bytes: Number.MAX_SAFE_INTEGER,
  total_bytes: Number.MAX_SAFE_INTEGER,
  request_bytes: Number.MAX_SAFE_INTEGER,
  extensions: [],
};

/** Opens a page with a form that is filled in, except for files. */
export async function openPage(browser, url) {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  await page.addInitScript({ path: fileURLToPath(new URL("measure-in-page.js", import.meta.url)) });
  await page.route("**/api/ticket", async (route) => {
    const response = await route.fetch();
    const rules = await response.json();
    const limits = { ...rules.limits, ...UNLIMITED };
    await route.fulfill({ response, json: { ...rules, limits } });
  });
  const form = new TicketFormPage(page);
  await form.open();
  await form.fill(SAMPLE_TICKET);
  return page;
}

/** Chooses a file in the form and in the peers' input. */
export async function chooseFile(page, path) {
  await page.evaluate(() => {
    const input = document.createElement("input");
    input.type = "file";
    input.id = "peer";
    document.body.append(input);
  });
  await page.locator("#peer").setInputFiles(path);
  await page.locator("open-ticket input[type=file]").first().setInputFiles(path);
  await page.locator("open-ticket .files li").first().waitFor();
}
