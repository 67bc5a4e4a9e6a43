import type { OpenTicketOptions, TicketForm } from "./open-ticket.js";

export type * from "./open-ticket.js";

/**
 * Defines `<open-ticket>`, unless it is already defined. The form is loaded when the first element
 * needs it.
 *
 * @param tag another tag name, for two versions on one page.
 */
export function define(tag?: string): void;

/**
 * Creates a form inside an element of the page. The element's content becomes the form's fallback
 * content.
 *
 * @param target the element, or a selector for it.
 * @throws TypeError if no element matches.
 */
export function createTicketForm(target: Element | string, options?: OpenTicketOptions): TicketForm;
