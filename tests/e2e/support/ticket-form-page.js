// Page object of the form. Controls are located by their accessible names, as users find them.
import { expect } from "@playwright/test";

/** Maximum response time of the relay's unoptimized build for a ticket of megabytes, on a busy machine. */
export const RELAY_TIMEOUT = 60_000;

export class TicketFormPage {
  /** @param host locator of the element. Default: the only one of the page. */
  constructor(page, host = page.locator("open-ticket")) {
    this.page = page;
    this.host = host;
    this.name = this.host.getByLabel("Your name");
    this.email = this.host.getByLabel("Your email");
    this.department = this.host.getByRole("radiogroup", { name: "Department" });
    this.selectedDepartment = this.department.locator("input:checked");
    this.relatedService = this.host.getByLabel("Related service");
    this.priority = this.host.getByRole("radiogroup", { name: "Priority" });
    this.selectedPriority = this.priority.locator("input:checked");
    this.subject = this.host.getByLabel("Subject");
    this.message = this.host.getByRole("textbox", { name: "Message" });
    this.preview = this.host.locator("[part=open-ticket-preview]");
    this.toolbar = this.host.getByRole("toolbar", { name: "Formatting" });
    this.helpDialog = this.host.locator("dialog");
    this.attachButton = this.host.getByRole("button", { name: "Attach files" });
    this.submitButton = this.host.getByRole("button", { name: /^Send/ });
    this.progressBar = this.host.getByRole("progressbar");
    this.cancelButton = this.host.getByRole("button", { name: "Cancel" });
    this.notice = this.host.locator(".notice");
    this.retryCountdown = this.host.locator(".retry .meta");
    this.tryNowButton = this.host.getByRole("button", { name: "Try now" });
    // While a retry is scheduled, “Try now” is the only button that sends.
    this.submitOrRetryButton = this.submitButton.or(this.tryNowButton);
    this.stopRetryButton = this.host.getByRole("button", { name: "Stop trying" });
    this.errorSummary = this.host.getByRole("alert");
    this.confirmation = this.host.getByRole("heading", {
      name: /^Your ticket is open\. Ticket number: /,
    });
    this.viewTicketLink = this.host.getByRole("link", { name: "View ticket" });
    this.openAnotherButton = this.host.getByRole("button", { name: "Open another ticket" });
  }

  /** @param {string} [path] path of the page that embeds the form. Default: the demo page. */
  async open(path = "/") {
    await this.page.goto(path);
    await expect(this.submitButton).toBeVisible();
  }

  /** Opens the form and loads the editor, which is lazy-loaded when the pointer enters the message. */
  async openWithEditor(path) {
    await this.open(path);
    await this.message.hover();
    await expect(this.helpDialog).toBeAttached();
  }

  /** Tab of the message field: Write, Preview or Side by side. */
  tab(name) {
    return this.host.getByRole("tab", { name });
  }

  /** Button of the formatting toolbar, by the beginning of its name. */
  toolbarButton(name) {
    return this.toolbar.getByRole("button", { name });
  }

  /** Radio button of a department, by its name. */
  departmentOption(name) {
    return this.department.getByRole("radio", { name, exact: true });
  }

  /** Radio button of a priority. */
  priorityOption(name) {
    return this.priority.getByRole("radio", { name, exact: true });
  }

  /** Control of a custom field. */
  customField(name) {
    return this.host.getByLabel(name);
  }

  /** Fills in fields. The keys are property names of this class. */
  async fill({ department, ...texts }) {
    if (department) await this.departmentOption(department).check();
    for (const [field, text] of Object.entries(texts)) await this[field].fill(text);
  }

  /** Attaches files through the file picker, all in one selection. */
  async attach(...files) {
    const fileChooser = this.page.waitForEvent("filechooser");
    await this.attachButton.click();
    const chooser = await fileChooser;
    expect(chooser.isMultiple()).toBe(true);
    await chooser.setFiles(
      files.map(({ name, bytes }) => ({
        name,
        mimeType: "application/octet-stream",
        buffer: bytes,
      })),
    );
  }

  /** Opens the form, fills it in, attaches the files, and returns a snapshot of the input. */
  async openAndFill(ticket, ...files) {
    await this.open();
    await this.fill(ticket);
    if (files.length > 0) await this.attach(...files);
    for (const { name } of files) await expect(this.removeButton(name)).toBeVisible();
    return this.userInput();
  }

  /** Button that removes a file. */
  removeButton(file) {
    return this.host.getByRole("button", { name: `Remove ${file}` });
  }

  /** Returns a snapshot of all input in the form, for comparison. */
  async userInput() {
    const removeButton = this.page.getByRole("button", { name: /^Remove / });
    // The task boxes of the preview and the help have no id.
    const controls = this.host.locator("input[id]:not([type=file]), select, textarea");
    return {
      values: await controls.evaluateAll((all) => all.map((c) => [c.id, c.value, c.checked])),
      files: await this.host.getByRole("listitem").filter({ has: removeButton }).allInnerTexts(),
    };
  }

  /** Returns a control's accessible description: its hint and error. */
  async descriptionOf(control) {
    const ids = (await control.getAttribute("aria-describedby"))?.split(" ") ?? [];
    const texts = ids.map((id) => this.host.locator(`[id="${id}"]`).innerText());
    return (await Promise.all(texts)).join(" ").trim();
  }

  /** Waits for the confirmation and returns the ticket number. */
  async ticketNumber() {
    await expect(this.confirmation).toBeVisible({ timeout: RELAY_TIMEOUT });
    return (await this.confirmation.innerText()).match(/Ticket number:\s*(.+)$/)[1].trim();
  }
}
