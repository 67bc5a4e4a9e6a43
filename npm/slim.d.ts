import type { OpenTicketOptions, TicketForm } from "./open-ticket.js";

export type * from "./open-ticket.js";

/** A wasm file: its URL, a request or response, its bytes or the compiled module. */
export type OpenTicketWasm =
  | string
  | URL
  | Request
  | Response
  | Promise<Response>
  | BufferSource
  | WebAssembly.Module;

/**
 * Provides the main chunk of the wasm and the editor chunk, which is fetched when the user first
 * interacts with a form. Forms wait for this call, which can be before or after their creation.
 *
 * @throws TypeError if one of them is missing.
 */
export function init(options: { wasm: OpenTicketWasm; editor: OpenTicketWasm }): void;

/**
 * Defines `<open-ticket>`, unless it is already defined.
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
