// The form as a person meets it: by its labels, never by its markup.
import { expect } from "@playwright/test";

/** What a guest writes whose answers are all taken by the General department. */
export const ADA = {
  name: "Ada Lovelace",
  email: "ada@example.com",
  department: "General",
  subject: "The engine stands still",
  message: "Since **Tuesday** it does not turn.",
};

export class TicketForm {
  constructor(page) {
    this.page = page;
    this.host = page.locator("open-ticket");
    this.name = this.host.getByLabel("Your name");
    this.email = this.host.getByLabel("Your email");
    this.department = this.host.getByLabel("Department");
    this.related = this.host.getByLabel("Related service");
    this.priority = this.host.getByLabel("Priority");
    this.subject = this.host.getByLabel("Subject");
    this.message = this.host.getByRole("textbox", { name: "Message" });
    this.preview = this.host.locator("[part=preview]");
    this.toolbar = this.host.getByRole("toolbar", { name: "Formatting" });
    this.keys = this.host.locator("dialog");
    this.addFiles = this.host.getByRole("button", { name: "Choose files" });
    this.send = this.host.getByRole("button", { name: /^Send/ });
    this.progress = this.host.getByRole("progressbar");
    this.cancel = this.host.getByRole("button", { name: "Cancel" });
    this.notice = this.host.locator(".notice");
    this.countdown = this.host.locator(".retry .meta");
    this.tryNow = this.host.getByRole("button", { name: "Try now" });
    this.stop = this.host.getByRole("button", { name: "Stop" });
    this.summary = this.host.getByRole("alert");
    this.done = this.host.getByRole("heading", { name: /^Ticket .+ is open$/ });
    this.view = this.host.getByRole("link", { name: "View the ticket" });
  }

  /** @param {string} [path] which of the demo page's views. */
  async open(path = "/") {
    await this.page.goto(path);
    await expect(this.send).toBeVisible();
  }

  /** Opens it and waits until the message's editor has come, as somebody who reads first does. */
  async openToWrite(path) {
    await this.open(path);
    await this.message.hover();
    await expect(this.keys).toBeAttached();
  }

  /** A view of the message: Write, Preview, Side by side. */
  tab(name) {
    return this.host.getByRole("tab", { name });
  }

  /** A tool of the message's toolbar, by the beginning of its name. */
  tool(name) {
    return this.toolbar.getByRole("button", { name });
  }

  /** A department's own question, by its name. */
  question(name) {
    return this.host.getByLabel(name);
  }

  /** Fills in the fields named, each with its text. */
  async fill({ department, ...texts }) {
    if (department) await this.department.selectOption({ label: department });
    for (const [field, text] of Object.entries(texts)) await this[field].fill(text);
  }

  /** Chooses files through the browser's picker, all in one go. */
  async attach(...files) {
    const opened = this.page.waitForEvent("filechooser");
    await this.addFiles.click();
    const chooser = await opened;
    expect(chooser.isMultiple()).toBe(true);
    await chooser.setFiles(
      files.map(({ name, bytes }) => ({
        name,
        mimeType: "application/octet-stream",
        buffer: bytes,
      })),
    );
  }

  remove(file) {
    return this.host.getByRole("button", { name: `Remove ${file}` });
  }

  /** Everything a person has put in so far, to be compared with what is there later. */
  async content() {
    const removal = this.page.getByRole("button", { name: /^Remove / });
    const controls = this.host.locator("input:not([type=file]), select, textarea");
    return {
      values: await controls.evaluateAll((all) => all.map((c) => [c.id, c.value, c.checked])),
      files: await this.host.getByRole("listitem").filter({ has: removal }).allInnerTexts(),
    };
  }

  /** What stands at a control, as it is announced with it. */
  async saidAt(control) {
    const ids = (await control.getAttribute("aria-describedby"))?.split(" ") ?? [];
    const texts = ids.map((id) => this.host.locator(`[id="${id}"]`).innerText());
    return (await Promise.all(texts)).join(" ").trim();
  }

  /** The ticket's number, once it is open. */
  async number() {
    await expect(this.done).toBeVisible();
    return (await this.done.innerText()).match(/^Ticket (.+) is open$/)[1].trim();
  }
}
