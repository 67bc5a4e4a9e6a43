// Replaces the content of elements with `data-open-ticket` by forms, whenever such an element appears.
import { createTicketForm } from "./create-ticket-form.js";

const ATTRIBUTE = "data-open-ticket";
const SELECTOR = `[${ATTRIBUTE}]`;

// Marks elements that have a form: the script may run twice, under two URLs.
const STARTED = "started";

/**
 * Starts a form in each element with `data-open-ticket`, also in elements that are inserted or get
 * the attribute later, as with htmx and Turbo.
 *
 * @param {string} tag tag name of the forms.
 */
export function startForms(tag) {
  const start = (target) => {
    if (target.dataset.openTicket === STARTED) return;
    target.dataset.openTicket = STARTED;
    // Libraries that morph a page reset the attribute, and may keep the form.
    const hasForm = [...target.children].some(({ localName }) => localName === tag);
    if (!hasForm) createTicketForm(target, { ...target.dataset, tag });
  };
  const startBelow = (root) => {
    if (root.matches?.(SELECTOR)) start(root);
    root.querySelectorAll?.(SELECTOR).forEach(start);
  };
  const begin = () => {
    startBelow(document);
    // Each mutation costs a search in the inserted nodes. Forms are in shadow roots, which are not
    // observed.
    new MutationObserver((mutations) => {
      for (const { type, target, addedNodes } of mutations) {
        if (type === "attributes") startBelow(target);
        else addedNodes.forEach(startBelow);
      }
    }).observe(document, { attributeFilter: [ATTRIBUTE], childList: true, subtree: true });
  };
  // While the document is parsed, an element may be inserted before its content.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
}
