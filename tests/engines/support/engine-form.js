// Page object of the form in an engine. Controls are found by their names, as in
// tests/e2e/support/ticket-form-page.js.
import { expect } from "@playwright/test";

/** Runs in the page: returns the control, or group of radio buttons, with a label that begins with the name. */
function controlNamed(tag, name) {
  const root = document.querySelector(tag)?.shadowRoot;
  const labels = [...(root?.querySelectorAll("legend, label") ?? [])];
  const label = labels.find((label) => label.textContent.trim().startsWith(name));
  return label?.matches("legend") ? label.closest("fieldset") : label?.control;
}

/** Runs in the page: returns the radio button with a label in the group with a name. */
function radioNamed(tag, name, text) {
  const root = document.querySelector(tag)?.shadowRoot;
  const legends = [...(root?.querySelectorAll("legend") ?? [])];
  const legend = legends.find((legend) => legend.textContent.trim().startsWith(name));
  const labels = [...(legend?.closest("fieldset").querySelectorAll("label") ?? [])];
  return labels.find((label) => label.textContent.trim() === text)?.control;
}

/** Runs in the page: returns the displayed button or link whose name begins with the name. */
function buttonNamed(tag, name) {
  const root = document.querySelector(tag)?.shadowRoot;
  const nameOf = (node) => {
    const labels = node.getAttribute("aria-labelledby")?.split(" ") ?? [];
    const labelled = labels.map((id) => root.getElementById(id).textContent.trim()).join(" ");
    return labelled || node.getAttribute("aria-label") || node.textContent.trim() || node.title;
  };
  return [...(root?.querySelectorAll("button, a[href], summary") ?? [])].find(
    (node) => nameOf(node).startsWith(name) && node.getClientRects().length > 0,
  );
}

/** Runs in the page: replaces the text of a field, as an input method does. */
function insertText(control, text) {
  control.focus();
  control.select();
  document.execCommand(text ? "insertText" : "delete", false, text);
}

export class EngineForm {
  /** @param {string} [tag] name of the element. */
  constructor(page, tag = "open-ticket") {
    this.page = page;
    this.tag = tag;
  }

  /** Opens a page that embeds the form. Default: the demo page. */
  async open(path = "/") {
    await this.page.goto(path);
    await this.expectReady();
  }

  async expectReady() {
    await this.button("Send ticket");
  }

  /** Loads the editor, which is lazy-loaded when the message is used, and focuses the message. */
  async focusMessage() {
    await this.#click(() => this.control("Message"));
    await this.page.waitFor("the editor", () => this.query("dialog"));
  }

  /** Waits for the control with a label. */
  control(name) {
    return this.page.waitFor(`control ${name}`, () =>
      this.page.evaluate(controlNamed, this.tag, name),
    );
  }

  /** Waits for a button or link. */
  button(name) {
    return this.page.waitFor(`button ${name}`, () =>
      this.page.evaluate(buttonNamed, this.tag, name),
    );
  }

  /** Returns `true` if a button or link is displayed. */
  async hasButton(name) {
    return Boolean(await this.page.evaluate(buttonNamed, this.tag, name));
  }

  async click(name) {
    await this.#click(() => this.button(name));
  }

  /** Clicks an element that is in view and not covered, once content that is loading no longer moves it. */
  async #click(find) {
    const attempt = async () => {
      const element = await find();
      // WebKit's driver does not scroll to an element that is partly in view.
      await this.page.evaluate((node) => node.scrollIntoView({ block: "center" }), element);
      await element.click();
    };
    await expect(attempt).toPass({ intervals: [50, 100, 250], timeout: 15_000 });
  }

  /** Returns an element of the form, if there is one. */
  query(selector) {
    return this.page.evaluate(
      (tag, selector) => document.querySelector(tag)?.shadowRoot?.querySelector(selector),
      this.tag,
      selector,
    );
  }

  /** Returns the visible texts of all elements with a selector. */
  texts(selector) {
    return this.page.evaluate(
      (tag, selector) =>
        [...(document.querySelector(tag)?.shadowRoot?.querySelectorAll(selector) ?? [])].map(
          (node) => node.innerText.trim(),
        ),
      this.tag,
      selector,
    );
  }

  /** Waits until the texts of all elements with a selector contain a text, or match a pattern. */
  async expectText(selector, expected) {
    const text = () => this.texts(selector).then((texts) => texts.join("\n"));
    const pattern = expected instanceof RegExp ? expected : undefined;
    const polled = expect.poll(text, { message: `text of ${selector}` });
    await (pattern ? polled.toMatch(pattern) : polled.toContain(expected));
  }

  /** Waits until no element matches the selector. */
  async expectNone(selector) {
    await expect.poll(() => this.texts(selector), { message: selector }).toEqual([]);
  }

  /** Returns the value of a control. */
  async value(name) {
    const control = await this.control(name);
    return this.page.evaluate(
      ({ type, value, checked }) => (type === "checkbox" ? checked : value),
      control,
    );
  }

  /** Waits until a control has a value. */
  async expectValue(name, value) {
    await expect.poll(() => this.value(name), { message: `value of ${name}` }).toEqual(value);
  }

  /** Inserts a text into each text field, selects each option and ticks each box or radio button, by label. */
  async fill(values) {
    for (const [name, value] of Object.entries(values)) {
      const { control, type } = await this.#controlWithType(name);
      if (type === "select-one") await this.#select(control, value);
      else if (type === "fieldset") {
        await this.#click(() => this.page.evaluate(radioNamed, this.tag, name, value));
      } else if (type === "checkbox") await control.click();
      else {
        await this.page.evaluate(insertText, control, value);
        await this.expectValue(name, value);
      }
    }
  }

  /** Waits for a control and its type. New rules may replace the control meanwhile. */
  async #controlWithType(name) {
    let found;
    const find = async () => {
      const control = await this.control(name);
      found = { control, type: await this.page.evaluate(({ type }) => type, control) };
    };
    await expect(find).toPass({ intervals: [50, 100, 250], timeout: 15_000 });
    return found;
  }

  async #select(control, label) {
    await this.page.evaluate(
      (select, label) => {
        const option = [...select.options].find(({ text }) => text === label);
        if (!option) throw new Error(`no option ${label}`);
        select.value = option.value;
        for (const type of ["input", "change"]) {
          select.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
        }
      },
      control,
      label,
    );
  }

  /** Returns the text of the focused element, and its id. */
  focused() {
    return this.page.evaluate((tag) => {
      const node = document.querySelector(tag).shadowRoot.activeElement;
      return { id: node?.id ?? "", text: node?.innerText ?? "" };
    }, this.tag);
  }

  /** Waits until the focused element has this text or id. */
  async expectFocus(expected) {
    await expect.poll(() => this.focused(), { message: "focus" }).toMatchObject(expected);
  }

  /** Chooses files, by path, as the file picker does. */
  async choose(...paths) {
    const input = await this.query("#open-ticket-files");
    await input.sendKeys(paths.join("\n"));
  }

  /** Waits until exactly these files are in the list. */
  async expectFiles(...names) {
    await expect.poll(() => this.texts(".files .name"), { message: "files" }).toEqual(names);
  }

  /** Returns the values of all controls and the texts of the files, for comparison. */
  snapshot() {
    return this.page.evaluate((tag) => {
      const root = document.querySelector(tag).shadowRoot;
      // The task boxes of the preview and the help have no id.
      const controls = [...root.querySelectorAll("input[id]:not([type=file]), select, textarea")];
      const files = [...root.querySelectorAll(".files .name")];
      return {
        values: controls.map(({ id, value, checked }) => [id, value, checked ?? null]),
        files: files.map((file) => file.innerText),
      };
    }, this.tag);
  }

  /** Sends the form, and waits for the confirmation. Returns the ticket number. */
  async send() {
    await this.click("Send ticket");
    return this.ticketNumber();
  }

  /** Waits for the confirmation and returns the ticket number. */
  async ticketNumber() {
    const heading = /^Your ticket is open\. Ticket number: (\S+)/;
    const number = async () => {
      const headings = await this.texts("h1, h2, h3");
      return headings.map((text) => heading.exec(text)?.[1]).find(Boolean);
    };
    await expect.poll(number, { message: "confirmation", timeout: 60_000 }).toBeTruthy();
    return number();
  }
}
