// The page under attack, with ears for all that must not happen in it.
import { fileURLToPath } from "node:url";

const SCRIPTS = ["in-page.js", "allowed.js", "drawing.js", "careless.js"];
const BATCH = 500;

const TELL_VIOLATIONS = () => {
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
    window.xss.ran.push({ what: `policy violated: ${effectiveDirective}`, at: window.xss.at });
  });
};

/** Brings the form's preview in sight, and waits for what draws it, which comes at a touch. */
export async function showPreview(page) {
  const form = page.locator("open-ticket");
  await form.locator("[part=preview]").waitFor({ state: "attached" });
  const tabs = form.getByRole("tab");
  if ((await tabs.count()) > 0) await tabs.last().click();
  await form.locator("dialog").waitFor({ state: "attached" });
}

export class Target {
  /** The addresses that were asked for since the form was ready. */
  asked = [];
  /** Errors in the console, errors that nobody caught, crashes, other pages. */
  complaints = [];

  constructor(page) {
    this.page = page;
  }

  /** Opens the form, its preview in sight. */
  async open(url) {
    const { page } = this;
    for (const script of SCRIPTS) {
      await page.addInitScript({ path: fileURLToPath(new URL(script, import.meta.url)) });
    }
    await page.addInitScript(TELL_VIOLATIONS);
    await page.goto(url);
    await showPreview(page);
    await page.waitForLoadState("networkidle");
    this.#listen();
  }

  /** Sends the texts through the form; what was wrong, at most a few of it. */
  async tryAll(texts) {
    const wrong = [];
    for (let from = 0; from < texts.length && wrong.length < 20; from += BATCH) {
      const batch = texts.slice(from, from + BATCH);
      wrong.push(...(await this.page.evaluate((texts) => window.xss.tryAll(texts), batch)));
    }
    return wrong.slice(0, 20);
  }

  /** Sends what a careless renderer made through `innerHTML`; how many were noticed. */
  async tryCareless(htmls) {
    const sum = { ran: 0, wrong: 0 };
    for (let from = 0; from < htmls.length; from += BATCH / 5) {
      const batch = htmls.slice(from, from + BATCH / 5);
      const found = await this.page.evaluate((htmls) => window.xss.tryCareless(htmls), batch);
      sum.ran += found.ran;
      sum.wrong += found.wrong;
    }
    return sum;
  }

  #listen() {
    const { page, asked, complaints } = this;
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
    page.on("crash", () => complaints.push("the page crashed"));
    page.context().on("page", (other) => complaints.push(`a page opened: ${other.url()}`));
  }
}
