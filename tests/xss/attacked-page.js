// Page object of the page under attack, which records requests and errors.
import { fileURLToPath } from "node:url";

const SCRIPTS = ["script-detector.js", "allowlist.js", "preview-driver.js", "unsafe-renderer.js"];
const BATCH_SIZE = 500;
const MAX_FINDINGS = 20;

const REPORT_CSP_VIOLATIONS = () => {
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
    const { detected, message } = window.xss;
    detected.push({ what: `CSP violation: ${effectiveDirective}`, message });
  });
};

/** Shows the form's preview and waits for its lazy module, which loads on the first interaction. */
export async function showPreview(page) {
  const form = page.locator("open-ticket");
  await form.locator("[part=open-ticket-preview]").waitFor({ state: "attached" });
  const tabs = form.getByRole("tab");
  if ((await tabs.count()) > 0) await tabs.last().click();
  await form.locator("dialog").waitFor({ state: "attached" });
}

export class AttackedPage {
  /** URLs requested since the form was ready. */
  requests = [];
  /** Console errors, uncaught errors, crashes, and pages that opened. */
  errors = [];

  constructor(page) {
    this.page = page;
  }

  /** Opens the form with its preview visible. */
  async open(url) {
    const { page } = this;
    for (const script of SCRIPTS) {
      await page.addInitScript({ path: fileURLToPath(new URL(script, import.meta.url)) });
    }
    await page.addInitScript(REPORT_CSP_VIOLATIONS);
    await page.goto(url);
    await showPreview(page);
    await page.waitForLoadState("networkidle");
    this.#record();
  }

  /** Types each message into the form. Returns up to `MAX_FINDINGS` findings. */
  async tryAll(texts) {
    const findings = [];
    for (
      let start = 0;
      start < texts.length && findings.length < MAX_FINDINGS;
      start += BATCH_SIZE
    ) {
      const batch = texts.slice(start, start + BATCH_SIZE);
      findings.push(...(await this.page.evaluate((texts) => window.xss.tryAll(texts), batch)));
    }
    return findings.slice(0, MAX_FINDINGS);
  }

  /** Inserts HTML strings unsafely. Returns the number of detected scripts and forbidden markup. */
  async tryUnsafe(htmlStrings) {
    const total = { scripts: 0, forbiddenMarkup: 0 };
    const size = BATCH_SIZE / 5;
    for (let start = 0; start < htmlStrings.length; start += size) {
      const batch = htmlStrings.slice(start, start + size);
      const found = await this.page.evaluate((strings) => window.xss.tryUnsafe(strings), batch);
      total.scripts += found.scripts;
      total.forbiddenMarkup += found.forbiddenMarkup;
    }
    return total;
  }

  #record() {
    const { page, requests, errors } = this;
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(`uncaught: ${error.message}`));
    page.on("crash", () => errors.push("the page crashed"));
    page.context().on("page", (other) => errors.push(`a page opened: ${other.url()}`));
  }
}
