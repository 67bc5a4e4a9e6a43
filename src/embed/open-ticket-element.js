// <open-ticket>: the class, and a form made by a script. Nothing happens when this is imported.
//
// It is JavaScript because no Rust struct can extend HTMLElement. It shows what the page says until
// the form stands, fetches the form when it is wanted, and goes back to what the page says, in
// words, when there can be none.

/** Every attribute; each is a property of the same name. */
export const ATTRIBUTES = [
  "endpoint",
  "token",
  "department",
  "related",
  "priority",
  "name",
  "email",
  "subject",
  "message",
  "theme",
  "loading",
];

/** Where the relay is unless the page says otherwise; `options.rs` knows it as well. */
const ENDPOINT = "/api/ticket";

/** What a token may consist of. */
const SENDABLE = /^[!-~]*$/;

/** After so many milliseconds without the form, people are shown what else there is. */
const PATIENCE = 8_000;
/** How near to what is seen a lazy form begins to load. */
const NEAR = "300px";

const WORDS = {
  loading: "Loading the form …",
  slow: "The form takes long to load.",
  failed: "The form could not be loaded.",
  forbidden: "The form cannot run in this browser, or this page does not let it.",
  stopped: "The form has stopped working. Copy what you wrote below, then reload the page.",
  reload: "Reload the page to try again.",
};

const STYLE = `
:host { display: block }
:host([hidden]) { display: none }
.place { min-height: 6em; display: grid; gap: .75em; align-content: start }
.place[hidden] { display: none }
.place p { margin: 0 }
.why { border-inline-start: 4px solid currentColor; padding-inline-start: .75em }
`;

/** A problem of the bundle in words. */
function wordsFor(error) {
  const forbidden = typeof WebAssembly !== "object" || error instanceof WebAssembly.CompileError;
  return forbidden ? WORDS.forbidden : WORDS.failed;
}

/** Whether somebody has filled in a control of a plain form. */
function isFilledIn({ type, options, files, value, defaultValue, checked, defaultChecked }) {
  if (options) {
    const first = [...options].findIndex((option) => option.defaultSelected);
    return type === "select-one" && !options[Math.max(first, 0)]?.selected;
  }
  if (type === "checkbox" || type === "radio") return checked !== defaultChecked;
  return files ? files.length > 0 : value !== defaultValue;
}

/** What an element shows until its form stands, and when it does not. */
class Place {
  #notice = document.createElement("p");
  #slot = document.createElement("slot");
  #box = document.createElement("div");

  constructor(root) {
    this.#box.className = "place";
    this.#box.part = "open-ticket-place";
    this.#notice.setAttribute("role", "status");
    this.#box.append(this.#notice, this.#slot);
    root.prepend(this.#box);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  }

  /** Whether the page says something of its own here. */
  get #isFilled() {
    return this.#slot
      .assignedNodes()
      .some((node) => node.nodeType === Node.ELEMENT_NODE || node.textContent.trim() !== "");
  }

  wait() {
    this.#say(this.#isFilled ? "" : WORDS.loading);
  }

  /** Tells what is wrong, and shows what the page says, or else what can be done. */
  tell(words) {
    this.#say(this.#isFilled || words === WORDS.stopped ? words : `${words} ${WORDS.reload}`);
  }

  remove() {
    this.#box.hidden = true;
  }

  #say(words) {
    this.#box.hidden = false;
    this.#notice.textContent = words;
    this.#notice.className = words === WORDS.loading ? "" : "why";
    this.#notice.hidden = words === "";
  }
}

/** Fetches the bundle once for all elements of a tag, and knows which of them it is in. */
class Source {
  #load;
  #bundle;
  #stopped = false;
  #mounted = new Set();

  constructor(load) {
    this.#load = load;
  }

  /** The bundle. One that did not come is asked for again; one that broke down is not used. */
  async get() {
    if (this.#stopped) throw new Error("open-ticket: the bundle has broken down");
    this.#bundle ??= this.#fetched().catch((error) => {
      this.#bundle = undefined;
      throw error;
    });
    return this.#bundle;
  }

  async #fetched() {
    if (typeof WebAssembly !== "object") throw new Error("open-ticket: no WebAssembly");
    const bundle = await this.#load();
    bundle.whenStopped?.(() => {
      this.#stopped = true;
      for (const stopped of this.#mounted) stopped();
    });
    return bundle;
  }

  /** Calls `stopped` if the bundle breaks down; gives back what ends that. */
  watch(stopped) {
    this.#mounted.add(stopped);
    return () => this.#mounted.delete(stopped);
  }
}

/**
 * @typedef {object} Bundle
 * @property {(host: HTMLElement, root: ShadowRoot, rules?: Promise<Response>) => {free(): void}} mount
 *   `rules` is what the relay answers to `GET`, if it has been asked already.
 */

/**
 * Defines `<open-ticket>`, unless the page has it already.
 *
 * @param {() => Promise<Bundle>} load
 *   fetches the bundle; called when the first form is wanted.
 * @param {string} [tag] another name, for two versions on one page.
 */
export function define(load, tag = "open-ticket") {
  if (customElements.get(tag)) return;
  const source = new Source(load);

  class OpenTicketElement extends HTMLElement {
    /** What takes the form away again; there while it stands. */
    #form = null;
    #place = null;
    #unwatch = null;
    #near = null;
    #patience = 0;
    #wanted = false;
    #focus = false;
    /** Somebody has begun to fill in what the page shows instead. */
    #typed = false;
    #broken = false;
    /** What ends the request for the rules. */
    #asking = null;

    constructor() {
      super();
      this.addEventListener("input", (event) => {
        this.#typed ||= !this.#form && event.target !== this && !event.target.closest("[slot]");
      });
      for (const type of ["pointerenter", "focusin"]) {
        this.addEventListener(type, () => this.#want(), { once: true });
      }
      this.addEventListener("open-ticket-ready", () => {
        if (this.#focus) this.focus();
      });
    }

    connectedCallback() {
      // A page may have set a property before this class was there, and hides its setter so.
      for (const name of ATTRIBUTES.filter((name) => Object.hasOwn(this, name))) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
      if (this.#form || this.#broken) return;
      this.#place ??= new Place(this.shadowRoot ?? this.attachShadow({ mode: "open" }));
      this.#place.wait();
      if (this.loading === "lazy" && !this.#wanted) this.#wait();
      else this.#want();
    }

    async disconnectedCallback() {
      this.#near?.disconnect();
      this.#near = null;
      // Moving an element takes it out and puts it in again at once: what was typed stays.
      await null;
      if (!this.isConnected) this.#takeAway();
    }

    /** Empties the form: it is again as the page fills it in. What was typed and chosen goes. */
    reset() {
      if (!this.#form) return;
      this.#takeAway();
      this.#want();
    }

    /** Moves the focus to the first field, as soon as there is one. */
    focus(options) {
      const field = this.shadowRoot?.querySelector(
        "form :is(input, select, textarea):not([hidden], [inert] *)",
      );
      this.#focus = !field;
      if (field) field.focus(options);
      else this.#want();
    }

    /** Says who is signed in, when `open-ticket-token` asks or at any other time. */
    setToken(token) {
      this.token = token;
    }

    #wait() {
      this.#near ??= new IntersectionObserver(
        (seen) => seen.some(({ isIntersecting }) => isIntersecting) && this.#want(),
        { rootMargin: NEAR },
      );
      this.#near.observe(this);
    }

    /** Fetches the form, if it is not there or on its way. */
    async #want() {
      this.#near?.disconnect();
      this.#wanted = true;
      if (!this.isConnected || this.#form || this.#broken || this.#patience) return;
      this.#patience = setTimeout(() => this.#place.tell(WORDS.slow), PATIENCE);
      try {
        const [bundle, asked] = await Promise.all([source.get(), this.#ask()]);
        this.#stand(bundle, asked);
      } catch (error) {
        this.#asking?.abort();
        if (this.isConnected && !this.#form && !this.#broken) this.#place.tell(wordsFor(error));
      } finally {
        clearTimeout(this.#patience);
        this.#patience = 0;
      }
    }

    /** Asks for the rules while the bundle is on its way. The form asks itself if this fails. */
    async #ask() {
      // Who puts an element in says at once, but after that, who is signed in.
      await null;
      const { endpoint, token } = this;
      // What cannot stand in a header is the form's to refuse.
      if (!this.isConnected || !SENDABLE.test(token?.trim() ?? "")) return undefined;
      this.#asking = new AbortController();
      const headers = { accept: "application/json" };
      if (token?.trim()) headers.authorization = `Bearer ${token.trim()}`;
      const answer = fetch(endpoint ?? ENDPOINT, { headers, signal: this.#asking.signal });
      answer.catch(() => {});
      return { endpoint, token, answer };
    }

    /** What was asked for early, as far as it is still what is wanted. */
    #rules(asked) {
      if (asked?.endpoint === this.endpoint && asked?.token === this.token) return asked?.answer;
      this.#asking?.abort();
      return undefined;
    }

    #stand({ mount }, asked) {
      // Meanwhile it may have left the document, or come back and been filled; or the person has
      // begun with what there is, and would lose that.
      if (!this.isConnected || this.#form || this.#hasWords()) {
        this.#asking?.abort();
        return;
      }
      this.#unwatch = source.watch(() => this.#stop());
      this.#form = mount(this, this.shadowRoot, this.#rules(asked));
      // Who had the focus in what goes now gets it in what comes.
      this.#focus ||= this.matches(":focus-within");
      this.#place.remove();
    }

    /** Whether somebody has begun with what the page shows, perhaps before this class was there. */
    #hasWords() {
      const controls = this.querySelectorAll(
        ":is(input:not([type=hidden]), select, textarea):not([slot], [slot] *)",
      );
      return this.#typed || [...controls].some(isFilledIn);
    }

    #takeAway() {
      this.#asking?.abort();
      this.#unwatch?.();
      // What has broken down cannot be asked to go.
      if (!this.#broken) this.#form?.free();
      this.#form = null;
    }

    /** The bundle has broken down: nothing of the form moves any more, but what was typed stands. */
    #stop() {
      this.#broken = true;
      this.#place.tell(WORDS.stopped);
    }
  }

  for (const name of ATTRIBUTES) {
    Object.defineProperty(OpenTicketElement.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(name);
      },
      set(value) {
        if (value == null) this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
    });
  }
  customElements.define(tag, OpenTicketElement);
}

/**
 * Puts a form into an element of the page; what stands there becomes what is shown until the form
 * does, or if it cannot.
 *
 * @param {Element | string} target the element, or a selector of it.
 * @param {Record<string, unknown>} [options] the attributes by their names, `tag` if it has another
 *   one, and `events`: functions by the events' names without `open-ticket-`, called with `detail`.
 */
export function createTicketForm(target, { tag = "open-ticket", events = {}, ...options } = {}) {
  const parent = typeof target === "string" ? document.querySelector(target) : target;
  if (!parent) throw new TypeError(`open-ticket: the page has no ${target}`);
  const element = document.createElement(tag);
  for (const name of ATTRIBUTES.filter((name) => options[name] != null)) {
    element.setAttribute(name, options[name]);
  }
  for (const [name, act] of Object.entries(events)) {
    element.addEventListener(`open-ticket-${name}`, (event) => act(event.detail, event));
  }
  element.append(...parent.childNodes);
  parent.append(element);
  return {
    element,
    reset: () => element.reset(),
    focus: (options) => element.focus(options),
    setToken: (token) => element.setToken(token),
    // What the page had there stands there again.
    remove: () => element.replaceWith(...element.childNodes),
  };
}
