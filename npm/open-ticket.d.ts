/** Priority of a ticket. */
export type OpenTicketPriority = "Low" | "Medium" | "High";

/** Attributes of the element; each has a property of the same name. */
export interface OpenTicketAttributes {
  /**
   * URL of the relay endpoint. Default: `/api/ticket`. If it changes, the rules are requested there,
   * and the next ticket is sent there.
   */
  endpoint?: string | null;
  /**
   * Token of the signed-in client, issued by the site. It is read before each request. If it
   * changes, the form becomes that of the client, or of a guest; the input is kept.
   */
  token?: string | null;
  /** Id of the preselected department. Can change until a person selects another one. */
  department?: string | number | null;
  /**
   * Preselected related service (`S12`) or domain (`D7`). Can change until a person selects another
   * one.
   */
  related?: string | null;
  /**
   * Preselected priority. Default: the relay's. Can change until a person selects another one.
   */
  priority?: OpenTicketPriority | null;
  /** Prefilled name. Can change until a person changes the field. */
  name?: string | null;
  /** Prefilled email address. Can change until a person changes the field. */
  email?: string | null;
  /** Prefilled subject. Can change until a person changes the field. */
  subject?: string | null;
  /** Prefilled message, in Markdown. Can change until a person changes the field. */
  message?: string | null;
  /** `light`, `dark`, or `auto` for the system's setting. Default: the page's `color-scheme`. */
  theme?: "light" | "dark" | "auto" | null;
  /**
   * `eager` loads the form immediately; `lazy` loads it when it approaches the viewport, is hovered
   * or receives focus. Default: `eager`.
   */
  loading?: "eager" | "lazy" | null;
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
  /** The token has expired. Call `setToken` with a new one. */
  token: Record<string, never>;
}

/** The element's events. All bubble and are composed; `open-ticket-submit` is cancelable. */
export type OpenTicketEventMap = {
  [Name in keyof OpenTicketDetails as `open-ticket-${Name}`]: CustomEvent<OpenTicketDetails[Name]>;
};

/** Methods of a form. */
export interface OpenTicketMethods {
  /** Resets the form to the prefilled values and discards what the user has entered. */
  reset(): void;
  /** Moves the focus to the first field, loading the form first if needed. */
  focus(options?: FocusOptions): void;
  /** Sets the token of the signed-in client. */
  setToken(token: string | null): void;
}

type PropertyValue<Value> = Exclude<Value, number | undefined>;

/** The `<open-ticket>` element. Each property reflects its attribute, and is `null` without it. */
export interface OpenTicketElement extends HTMLElement, OpenTicketMethods {
  endpoint: PropertyValue<OpenTicketAttributes["endpoint"]>;
  token: PropertyValue<OpenTicketAttributes["token"]>;
  get department(): string | null;
  set department(id: string | number | null);
  related: PropertyValue<OpenTicketAttributes["related"]>;
  priority: PropertyValue<OpenTicketAttributes["priority"]>;
  name: PropertyValue<OpenTicketAttributes["name"]>;
  email: PropertyValue<OpenTicketAttributes["email"]>;
  subject: PropertyValue<OpenTicketAttributes["subject"]>;
  message: PropertyValue<OpenTicketAttributes["message"]>;
  theme: PropertyValue<OpenTicketAttributes["theme"]>;
  loading: PropertyValue<OpenTicketAttributes["loading"]>;
}

/** Options of `createTicketForm`. */
export interface OpenTicketOptions extends OpenTicketAttributes {
  /** Tag name of the element. Default: `open-ticket`. */
  tag?: string;
  /** Event listeners, by event name without `open-ticket-`. */
  events?: {
    [Name in keyof OpenTicketDetails]?: (
      detail: OpenTicketDetails[Name],
      event: CustomEvent<OpenTicketDetails[Name]>,
    ) => void;
  };
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
