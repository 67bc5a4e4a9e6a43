// The text of a form that has stopped working, for the user to copy.
import { TEXT } from "./loader-text.js";

/** Types of `<input>` whose value is not text, or must not be shown. */
const WITHOUT_TEXT = ["password", "file", "checkbox", "hidden"];

/**
 * Returns the text of all fields with their labels, in the order of the page. Passwords are
 * omitted. Reads only the DOM: after a panic, the form's own state must not be used.
 */
export function readFields(root) {
  const fields = root.querySelectorAll("form :is(input, select, textarea)");
  return [...fields].flatMap(fieldText).join("\n\n");
}

function fieldText(field) {
  const { type, options, selectedIndex, value, checked } = field;
  let text = options ? value && options[selectedIndex]?.textContent : value;
  let label = field.labels[0]?.textContent.trim();
  if (type === "radio") {
    text = checked ? label : "";
    label = field.closest("fieldset")?.firstChild.textContent;
  }
  if (!text?.trim() || WITHOUT_TEXT.includes(type)) return [];
  return [label ? `${label}\n${text}` : text];
}

/** A read-only text area with a button that copies its text. */
export class RecoveredText {
  container = document.createElement("div");
  #text = document.createElement("textarea");

  constructor() {
    this.#text.readOnly = true;
    this.#text.rows = 12;
    const label = document.createElement("label");
    label.append(TEXT.text, this.#text);
    const copyButton = document.createElement("button");
    copyButton.type = "button";
    copyButton.textContent = TEXT.copy;
    copyButton.addEventListener("click", async () => {
      await this.#copy();
      copyButton.textContent = TEXT.copied;
    });
    this.container.append(label, copyButton);
  }

  /** Shows the text, or nothing if it is empty. */
  show(text) {
    this.#text.value = text;
    this.container.hidden = text === "";
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#text.value);
    } catch {
      // The Clipboard API requires a secure context, and a frame may not be permitted to use it.
      this.#text.select();
      document.execCommand("copy");
    }
  }
}
