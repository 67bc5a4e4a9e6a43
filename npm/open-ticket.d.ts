/** How a ticket's urgency is said. */
export type OpenTicketPriority = "Low" | "Medium" | "High";

/** What a page says of a form. Each is an attribute of the element and a property of that name. */
export interface OpenTicketAttributes {
  /** Where the relay answers; `/api/ticket` if it is left out. */
  endpoint?: string | null;
  /** Who is signed in, as the site mints it. It is read before each request. */
  token?: string | null;
  /** The department that is chosen at first, by its id. */
  department?: string | number | null;
  /** What the ticket is about at first: `S12`, a service, or `D7`, a domain. */
  related?: string | null;
  /** What is chosen at first; what the relay says if it is left out. */
  priority?: OpenTicketPriority | null;
  /** The name that is filled in at first. */
  name?: string | null;
  /** The address that is filled in at first. */
  email?: string | null;
  /** The subject that is filled in at first. */
  subject?: string | null;
  /** The message, in Markdown, that is filled in at first. */
  message?: string | null;
  /** Light, dark, or as the person's system says; as the page if it is left out. */
  theme?: "light" | "dark" | "auto" | null;
  /** `lazy`: fetched when it is nearly seen, pointed at or focused; `eager`, if left out: at once. */
  loading?: "eager" | "lazy" | null;
}

/** What each event says, by its name without `open-ticket-`. None carries what a person wrote. */
export interface OpenTicketDetails {
  /** The form can be used. */
  ready: Record<string, never>;
  /** A ticket is about to be sent; `preventDefault()` keeps it. */
  send: Record<string, never>;
  /** So many bytes of all are out. */
  progress: { sent: number; total: number };
  /** The ticket is open. */
  opened: { id: number; number: string };
  /** The ticket is not open, and the form says why. */
  refused: Record<string, never>;
  /** There was no answer that says yes or no; the form says what is known. */
  failed: Record<string, never>;
  /** The token has run out: a fresh one is wanted, by `setToken`. */
  token: Record<string, never>;
}

/** The element's events. They bubble and cross shadow roots; `open-ticket-send` can be cancelled. */
export type OpenTicketEventMap = {
  [Name in keyof OpenTicketDetails as `open-ticket-${Name}`]: CustomEvent<OpenTicketDetails[Name]>;
};

/** What a script can do with a form. */
export interface OpenTicketMethods {
  /** Empties the form: it is again as the page fills it in. What was typed and chosen goes. */
  reset(): void;
  /** Moves the focus to the first field, as soon as there is one. */
  focus(options?: FocusOptions): void;
  /** Says who is signed in. */
  setToken(token: string | null): void;
}

type Written<Value> = Exclude<Value, number | undefined>;

/** `<open-ticket>`. A property says what its attribute does, and is `null` without it. */
export interface OpenTicketElement extends HTMLElement, OpenTicketMethods {
  endpoint: Written<OpenTicketAttributes["endpoint"]>;
  token: Written<OpenTicketAttributes["token"]>;
  get department(): string | null;
  set department(id: string | number | null);
  related: Written<OpenTicketAttributes["related"]>;
  priority: Written<OpenTicketAttributes["priority"]>;
  name: Written<OpenTicketAttributes["name"]>;
  email: Written<OpenTicketAttributes["email"]>;
  subject: Written<OpenTicketAttributes["subject"]>;
  message: Written<OpenTicketAttributes["message"]>;
  theme: Written<OpenTicketAttributes["theme"]>;
  loading: Written<OpenTicketAttributes["loading"]>;
}

/** What `createTicketForm` is told. */
export interface OpenTicketOptions extends OpenTicketAttributes {
  /** The element's name, if it is not `open-ticket`. */
  tag?: string;
  /** What is called when something happens, by the events' names without `open-ticket-`. */
  events?: {
    [Name in keyof OpenTicketDetails]?: (
      detail: OpenTicketDetails[Name],
      event: CustomEvent<OpenTicketDetails[Name]>,
    ) => void;
  };
}

/** A form that a script has put on the page. */
export interface TicketForm extends OpenTicketMethods {
  /** The element itself. */
  readonly element: OpenTicketElement;
  /** Takes the form off the page; what stood in its place stands there again. */
  remove(): void;
}

/** What is fetched when a form is wanted. */
export interface OpenTicketBundle {
  mount(host: HTMLElement, root: ShadowRoot, rules?: Promise<Response>): { free(): void };
}

/**
 * Defines `<open-ticket>`, unless the page has it already.
 *
 * @param load fetches the bundle; called when the first form is wanted.
 * @param tag another name, for two versions on one page.
 */
export function define(load: () => Promise<OpenTicketBundle>, tag?: string): void;

/**
 * Puts a form into an element of the page. What stands there becomes what is shown until the form
 * does, or if it cannot. The element must be defined, by `open-ticket.js` or by `define`.
 *
 * @param target the element, or a selector of it.
 * @throws TypeError if the page has no such element.
 */
export function createTicketForm(target: Element | string, options?: OpenTicketOptions): TicketForm;

declare global {
  interface HTMLElementTagNameMap {
    "open-ticket": OpenTicketElement;
  }

  interface GlobalEventHandlersEventMap extends OpenTicketEventMap {}
}
