// The demo page without limits for files, and a plain control for the peers beside the form.
import { fileURLToPath } from "node:url";
import { ADA, TicketForm } from "../../tests/e2e/ticket-form.js";

const UNLIMITED = {
  files: 1_000,
  file_bytes: Number.MAX_SAFE_INTEGER,
  total_bytes: Number.MAX_SAFE_INTEGER,
  request_bytes: Number.MAX_SAFE_INTEGER,
  extensions: [],
};

/** A page of its own with a form that is filled in, but for its files. */
export async function opened(browser, url) {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  await page.addInitScript({ path: fileURLToPath(new URL("in-page.js", import.meta.url)) });
  await page.route("**/api/ticket", async (route) => {
    const answer = await route.fetch();
    const rules = await answer.json();
    const limits = { ...rules.limits, ...UNLIMITED };
    await route.fulfill({ response: answer, json: { ...rules, limits } });
  });
  const form = new TicketForm(page);
  await form.open();
  await form.fill(ADA);
  return page;
}

/** Chooses a file, in the form and in the control of the peers. */
export async function chosen(page, path) {
  await page.evaluate(() => {
    const control = document.createElement("input");
    control.type = "file";
    control.id = "peer";
    document.body.append(control);
  });
  await page.locator("#peer").setInputFiles(path);
  await page.locator("open-ticket input[type=file]").first().setInputFiles(path);
  await page.locator("open-ticket .files li").first().waitFor();
}
