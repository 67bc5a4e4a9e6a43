// Placeholder of an element until its form is mounted, or if that fails: a status message and the page's
// fallback content.
import { TEXT } from "./loader-text.js";
import { CSS } from "./placeholder-styles.js";
import { RecoveredText, readFields } from "./recovered-text.js";

/** Language of the UI text, and its writing direction. */
const LANGUAGE = { lang: "en", dir: "ltr" };

/** Status message and fallback content, shown until the form is mounted or if it fails. */
export class Placeholder {
  #message = document.createElement("p");
  #box = document.createElement("div");
  #slot = document.createElement("slot");
  #container = document.createElement("div");
  #retryButton = document.createElement("button");
  #recovered = new RecoveredText();

  constructor(root, retry) {
    this.#container.className = "placeholder";
    this.#container.part = "open-ticket-placeholder";
    this.#message.setAttribute("role", "status");
    this.#retryButton.type = "button";
    this.#retryButton.textContent = TEXT.again;
    this.#retryButton.addEventListener("click", retry);
    // The page may have another language (WCAG 3.1.2).
    Object.assign(this.#box, LANGUAGE);
    this.#box.append(this.#message, this.#retryButton);
    this.#container.append(this.#box, this.#slot);
    root.prepend(this.#container);
    this.adoptStyles(root);
  }

  /** Adds the stylesheet. A document accepts only stylesheets of its window. */
  adoptStyles(root) {
    const view = root.ownerDocument.defaultView;
    // A document that is not displayed has no window.
    if (!view) return;
    try {
      const stylesheet = new view.CSSStyleSheet();
      stylesheet.replaceSync(CSS);
      root.adoptedStyleSheets = [stylesheet];
    } catch {
      // Safari before 16.4 has no constructor: the text appears without styles.
    }
  }

  get #hasFallback() {
    return [...this.#container.getRootNode().host.childNodes].some(
      ({ nodeType, slot, textContent }) =>
        nodeType === Node.ELEMENT_NODE ? !slot : nodeType === Node.TEXT_NODE && textContent.trim(),
    );
  }

  /** Shows the fallback content, or a loading message if there is none. */
  showLoading() {
    this.#show(this.#hasFallback ? "" : TEXT.loading);
  }

  /** Shows an error with the fallback content. Without it, a slow form advises to reload. */
  showError(text) {
    this.#show(this.#hasFallback || text !== TEXT.slow ? text : `${text} ${TEXT.reload}`);
  }

  /**
   * Replaces a form that has stopped working by the text of its fields. Its files are in the draft,
   * which the next form restores.
   */
  showRecoveredText(root) {
    const isSending = root.querySelector(".fields[inert]");
    this.#show(`${TEXT.stopped} ${isSending ? TEXT.may_be_sent : ""}`.trim());
    this.#retryButton.after(this.#recovered.container);
    this.#recovered.show(readFields(root));
    // The stylesheet of the form resets controls.
    this.adoptStyles(root);
    for (const element of root.children) element.hidden = element !== this.#container;
  }

  /** Hides the placeholder. The form may then show the fallback content in its own slot. */
  hide() {
    this.#container.hidden = true;
    this.#slot.remove();
  }

  #show(text) {
    this.#container.hidden = false;
    this.#container.append(this.#slot);
    this.#retryButton.hidden = text !== TEXT.failed;
    this.#message.textContent = text;
    this.#box.className = text === TEXT.loading ? "" : "error";
    this.#box.hidden = text === "";
  }
}
