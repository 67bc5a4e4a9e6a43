import type { OpenTicketOptions, TicketForm } from "./open-ticket.js";

export type * from "./open-ticket.js";

/** Where a half of the wasm is, or that half itself. */
export type OpenTicketWasm =
  | string
  | URL
  | Request
  | Response
  | Promise<Response>
  | BufferSource
  | WebAssembly.Module;

/**
 * Says where the wasm is, and its second half, the editor, which is asked for when somebody writes.
 * Forms wait for this; it may come before or after them.
 *
 * @throws TypeError if one of them is missing.
 */
export function init(options: { wasm: OpenTicketWasm; editor: OpenTicketWasm }): void;

/**
 * Defines `<open-ticket>`, unless the page has it already.
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
