import type { OpenTicketOptions, TicketForm } from "./open-ticket.js";

export type * from "./open-ticket.js";

/**
 * Defines `<open-ticket>`, unless the page has it already. The form is fetched when the first
 * element wants it.
 *
 * @param tag another name, for two versions on one page.
 */
export function define(tag?: string): void;

/**
 * Puts a form into an element of the page. What stands there becomes what is shown until the form
 * does, or if it cannot.
 *
 * @param target the element, or a selector of it.
 * @throws TypeError if the page has no such element.
 */
export function createTicketForm(target: Element | string, options?: OpenTicketOptions): TicketForm;
