/** Priority of a ticket. */
export type OpenTicketPriority = "Low" | "Medium" | "High";

/** Attributes of the element; each has a property of the same name. */
export interface OpenTicketAttributes {
  /**
   * URL of the relay endpoint. Default: `/api/ticket`. If it changes, the rules are requested there,
   * and the next ticket is sent there.
   */
  endpoint?: string | null | undefined;
  /**
   * Token of the signed-in client, issued by the site. It is read before each request. If it
   * changes, the form switches to the client or guest version, and keeps the input.
   */
  token?: string | null | undefined;
  /** Id of the preselected department. Can change until the user selects another one. */
  department?: string | number | null | undefined;
  /**
   * Preselected related service (`S12`) or domain (`D7`). Can change until the user selects another
   * one.
   */
  related?: string | null | undefined;
  /**
   * Preselected priority. Default: the relay's. Can change until the user selects another one.
   */
  priority?: OpenTicketPriority | null | undefined;
  /** Prefilled name. Can change until the user changes the field. */
  name?: string | null | undefined;
  /** Prefilled email address. Can change until the user changes the field. */
  email?: string | null | undefined;
  /** Prefilled subject. Can change until the user changes the field. */
  subject?: string | null | undefined;
  /** Prefilled message, in Markdown. Can change until the user changes the field. */
  message?: string | null | undefined;
  /** `light`, `dark`, or `auto` for the system's setting. Default: the page's `color-scheme`. */
  theme?: "light" | "dark" | "auto" | null | undefined;
  /**
   * `eager` loads the form immediately; `lazy` loads it when it approaches the viewport, is hovered
   * or receives focus. Default: `eager`.
   */
  loading?: "eager" | "lazy" | null | undefined;
  /**
   * Parts of an unsent ticket that the form stores in the browser: `all`, `text` for everything but
   * the files, or `off`. Default: `all`, as far as the relay allows it. `off` deletes the stored
   * draft.
   */
  draft?: "all" | "text" | "off" | null | undefined;
}

/** Details of each event, by event name without `open-ticket-`. They never contain user input. */
export interface OpenTicketDetails {
  /** The form is ready for input. */
  ready: Record<string, never>;
  /** A ticket is about to be submitted. Call `preventDefault()` to cancel the submission. */
  submit: Record<string, never>;
  /** Upload progress, in bytes. */
  progress: { sent: number; total: number };
  /** The ticket was opened. */
  opened: { id: number; number: string };
  /** The ticket was rejected. The form shows the reason. */
  refused: Record<string, never>;
  /** The submission failed, or its outcome is unknown. The form shows the error. */
  failed: Record<string, never>;
  /** The draft in the browser was saved, restored or cleared, or could not be saved. */
  draft: { state: "saved" | "restored" | "cleared" | "failed" };
  /** The token has expired. Call `setToken` with a new one. */
  token: Record<string, never>;
}

/** The element's events. All bubble and are composed; `open-ticket-submit` is cancelable. */
export type OpenTicketEventMap = {
  [Name in keyof OpenTicketDetails as `open-ticket-${Name}`]: CustomEvent<OpenTicketDetails[Name]>;
};

/** Methods of a form. */
export interface OpenTicketMethods {
  /**
   * Resets the form to the prefilled values, discards the input and deletes the stored draft.
   */
  reset(): void;
  /** Moves the focus to the first field, loading the form first if needed. */
  focus(options?: FocusOptions): void;
  /** Sets the token of the signed-in client. */
  setToken(token: string | null | undefined): void;
}

type PropertyValue<Name extends keyof OpenTicketAttributes> = Exclude<
  OpenTicketAttributes[Name],
  number | undefined
>;

/**
 * The `<open-ticket>` element. Each property reflects its attribute, and is `null` without it. Setting
 * `null` or `undefined` removes the attribute.
 */
export interface OpenTicketElement extends HTMLElement, OpenTicketMethods {
  get endpoint(): PropertyValue<"endpoint">;
  set endpoint(value: OpenTicketAttributes["endpoint"]);
  get token(): PropertyValue<"token">;
  set token(value: OpenTicketAttributes["token"]);
  get department(): PropertyValue<"department">;
  set department(value: OpenTicketAttributes["department"]);
  get related(): PropertyValue<"related">;
  set related(value: OpenTicketAttributes["related"]);
  get priority(): PropertyValue<"priority">;
  set priority(value: OpenTicketAttributes["priority"]);
  get name(): PropertyValue<"name">;
  set name(value: OpenTicketAttributes["name"]);
  get email(): PropertyValue<"email">;
  set email(value: OpenTicketAttributes["email"]);
  get subject(): PropertyValue<"subject">;
  set subject(value: OpenTicketAttributes["subject"]);
  get message(): PropertyValue<"message">;
  set message(value: OpenTicketAttributes["message"]);
  get theme(): PropertyValue<"theme">;
  set theme(value: OpenTicketAttributes["theme"]);
  get loading(): PropertyValue<"loading">;
  set loading(value: OpenTicketAttributes["loading"]);
  get draft(): PropertyValue<"draft">;
  set draft(value: OpenTicketAttributes["draft"]);
}

/** Event listeners, by event name without `open-ticket-`. */
export type OpenTicketListeners = {
  [Name in keyof OpenTicketDetails]?:
    | ((detail: OpenTicketDetails[Name], event: CustomEvent<OpenTicketDetails[Name]>) => void)
    | undefined;
};

/** Options of `createTicketForm`. */
export interface OpenTicketOptions extends OpenTicketAttributes {
  /** Tag name of the element. Default: `open-ticket`. */
  tag?: string | undefined;
  /** Event listeners, by event name without `open-ticket-`. */
  events?: OpenTicketListeners | undefined;
}

/** A form created by `createTicketForm`. */
export interface TicketForm extends OpenTicketMethods {
  /** The form's element. */
  readonly element: OpenTicketElement;
  /** Removes the form and restores the content that it replaced. */
  remove(): void;
}

/** The bundle that is loaded when a form is needed. */
export interface OpenTicketBundle {
  mount(
    host: HTMLElement,
    root: ShadowRoot,
    endpoint: string,
    rules?: Promise<Response>,
  ): {
    free(): void;
    /** Applies a changed attribute of the element. */
    update?(attribute: string, endpoint: string): void;
    /** Adds the stylesheet again, in another document. */
    adoptStyles?(): void;
  };
}

/**
 * Defines `<open-ticket>`, unless it is already defined.
 *
 * @param load loads the bundle; called when the first form is needed.
 * @param tag another tag name, for two versions on one page.
 */
export function define(load: () => Promise<OpenTicketBundle>, tag?: string): void;

/**
 * Creates a form inside an element of the page. The element's content becomes the form's fallback
 * content. The tag must be defined, by `open-ticket.js` or by `define`. A target that already has a
 * form keeps it: it gets the given attributes, and callbacks instead of the previous ones.
 *
 * @param target the element, or a selector for it.
 * @throws TypeError if no element matches.
 */
export function createTicketForm(target: Element | string, options?: OpenTicketOptions): TicketForm;

declare global {
  interface HTMLElementTagNameMap {
    "open-ticket": OpenTicketElement;
  }

  interface GlobalEventHandlersEventMap extends OpenTicketEventMap {}
}
