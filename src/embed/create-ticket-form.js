// createTicketForm(): a form in an element of the page, without HTML.
import { ATTRIBUTES } from "./element-attributes.js";

/** Controllers that remove the callbacks of the last `createTicketForm` call, by element. */
const callbacks = new WeakMap();

/**
 * Creates a form inside an element of the page. The element's content becomes the form's fallback
 * content. If there is a form already, it gets these options, and is returned.
 *
 * @param {Element | string} target the element, or a selector for it.
 * @param {Record<string, unknown>} [options]
 *   attributes by name; `tag`, the tag name (default: `open-ticket`); and `events`, callbacks by
 *   event name without `open-ticket-`, called with `detail` and the event.
 */
export function createTicketForm(target, { tag = "open-ticket", events = {}, ...options } = {}) {
  const parent = typeof target === "string" ? document.querySelector(target) : target;
  if (!parent) throw new TypeError(`open-ticket: no element matches ${target}`);
  const isForm = ({ localName }) => localName === tag;
  const existing = [parent, ...parent.children].find(isForm);
  const element = existing ?? document.createElement(tag);
  for (const name of ATTRIBUTES.filter((name) => options[name] != null)) {
    element.setAttribute(name, options[name]);
  }
  // The callbacks replace the callbacks of an earlier call.
  callbacks.get(element)?.abort();
  const callbacksOfCall = new AbortController();
  callbacks.set(element, callbacksOfCall);
  const { signal } = callbacksOfCall;
  for (const [name, callback] of Object.entries(events)) {
    const listener = (event) => callback(event.detail, event);
    element.addEventListener(`open-ticket-${name}`, listener, { signal });
  }
  if (!existing) {
    element.append(...parent.childNodes);
    parent.append(element);
  }
  return {
    element,
    reset: () => element.reset(),
    focus: (options) => element.focus(options),
    setToken: (token) => element.setToken(token),
    // The fallback content moves back into the target.
    remove: () => element.replaceWith(...element.childNodes),
  };
}
