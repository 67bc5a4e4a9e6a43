// The <open-ticket> element class, and createTicketForm(). Importing this module has no side
// effects.
//
// The class is JavaScript because no Rust struct can extend HTMLElement. It shows the fallback
// content until the form is mounted, loads the bundle when the form is needed, and shows the
// fallback content again, with an error message, if loading fails.

/** All attributes; each has a property of the same name. */
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
  "draft",
];

/** Default of the `endpoint` attribute. */
const DEFAULT_ENDPOINT = "/api/ticket";

/**
 * Tokens that the element may send: other characters would make `fetch` throw. The form validates
 * tokens too (`src/browser/endpoint.rs`), for its own requests.
 */
const SENDABLE_TOKEN = /^[!-~]*$/;

/** Loading time after which the form is reported as slow, in milliseconds. */
const SLOW_AFTER = 8_000;
/** Distance from the viewport at which a lazy form starts to load. */
const LAZY_ROOT_MARGIN = "300px";

/** Language of the texts, and its writing direction. */
const LANGUAGE = { lang: "en", dir: "ltr" };

// Generated from locales/en.json by `cargo xtask loader-text`.
const TEXT = {
  again: "Try again",
  failed: "The form could not be loaded.",
  forbidden: "The form cannot run in this browser or on this page.",
  loading: "Loading the form…",
  reload: "Reload the page to try again.",
  slow: "The form is taking longer than usual to load.",
  stopped: "The form stopped working. Copy your message below, then reload the page.",
};

const CSS = `
:host { display: block }
:host([hidden]) { display: none }
.placeholder { min-height: 6em; display: grid; gap: .75em; align-content: start }
.placeholder[hidden] { display: none }
.placeholder p { margin: 0 }
.placeholder button { font: inherit; justify-self: start }
.placeholder .error { border-inline-start: 4px solid currentColor; padding-inline-start: .75em }
`;

/** Returns `true` if the browser, or the policy of the page, does not allow the form to run. */
function isForbidden(error) {
  return typeof WebAssembly !== "object" || error instanceof WebAssembly.CompileError;
}

let reportedError;

/** Reports a failed load to developers, once for all elements that wait for it. */
function reportLoadError(error) {
  if (error === reportedError) return;
  reportedError = error;
  const isCompileError = globalThis.WebAssembly && error instanceof WebAssembly.CompileError;
  const hint = isCompileError ? ". Does script-src contain 'wasm-unsafe-eval'?" : "";
  console.error(`open-ticket: the form could not be loaded: ${error?.message ?? error}${hint}`);
}

/** Returns `true` if the user has changed a control of the fallback content. */
function isEdited({ type, options, files, value, defaultValue, checked, defaultChecked }) {
  if (options) {
    const defaultIndex = [...options].findIndex((option) => option.defaultSelected);
    return type === "select-one" && !options[Math.max(defaultIndex, 0)]?.selected;
  }
  if (type === "checkbox" || type === "radio") return checked !== defaultChecked;
  return files ? files.length > 0 : value !== defaultValue;
}

/** Status message and fallback content, shown until the form is mounted or if it fails. */
class Placeholder {
  #message = document.createElement("p");
  #slot = document.createElement("slot");
  #container = document.createElement("div");
  #retryButton = document.createElement("button");

  constructor(root, retry) {
    this.#container.className = "placeholder";
    this.#container.part = "open-ticket-placeholder";
    this.#message.setAttribute("role", "status");
    this.#retryButton.type = "button";
    this.#retryButton.textContent = TEXT.again;
    this.#retryButton.addEventListener("click", retry);
    // The page may have another language (WCAG 3.1.2).
    for (const element of [this.#message, this.#retryButton]) Object.assign(element, LANGUAGE);
    this.#container.append(this.#message, this.#retryButton, this.#slot);
    root.prepend(this.#container);
    this.adoptStyles(root);
  }

  /** Adds the stylesheet. A document accepts only those of its own window. */
  adoptStyles(root) {
    const view = root.ownerDocument.defaultView;
    // A document that is not displayed has no window.
    if (!view) return;
    const stylesheet = new view.CSSStyleSheet();
    stylesheet.replaceSync(CSS);
    root.adoptedStyleSheets = [stylesheet];
  }

  get #hasFallback() {
    return [...this.#container.getRootNode().host.childNodes].some(
      ({ nodeType, slot, textContent }) =>
        nodeType === Node.ELEMENT_NODE ? !slot : nodeType === Node.TEXT_NODE && textContent.trim(),
    );
  }

  /** Shows the fallback content, or a loading message if there is none. */
  showLoading() {
    this.#show(this.#hasFallback ? "" : TEXT.loading);
  }

  /** Shows an error with the fallback content, or with the advice to reload if there is none. */
  showError(text) {
    const isComplete = this.#hasFallback || text === TEXT.stopped || text === TEXT.failed;
    this.#show(isComplete ? text : `${text} ${TEXT.reload}`);
  }

  /** Hides the placeholder. The form may then show the fallback content in a slot of its own. */
  hide() {
    this.#container.hidden = true;
    this.#slot.remove();
  }

  #show(text) {
    this.#container.hidden = false;
    this.#container.append(this.#slot);
    this.#retryButton.hidden = text !== TEXT.failed;
    this.#message.textContent = text;
    this.#message.className = text === TEXT.loading ? "" : "error";
    this.#message.hidden = text === "";
  }
}

/** Loads the bundle once for all elements of a tag, and reports a panic to those with a mounted form. */
class BundleLoader {
  #fetchBundle;
  #bundle;
  #hasPanicked = false;
  #panicListeners = new Set();

  constructor(fetchBundle) {
    this.#fetchBundle = fetchBundle;
  }

  /** Returns the bundle. Retries after a failed load; rejects after a panic. */
  async load() {
    if (this.#hasPanicked) throw new Error("the bundle has panicked");
    this.#bundle ??= this.#start().catch((error) => {
      this.#bundle = undefined;
      throw error;
    });
    return this.#bundle;
  }

  async #start() {
    if (typeof WebAssembly !== "object") throw new Error("the browser has no WebAssembly");
    const bundle = await this.#fetchBundle();
    bundle.onPanic?.(() => {
      this.#hasPanicked = true;
      for (const listener of this.#panicListeners) listener();
    });
    return bundle;
  }

  /** Adds a listener for a panic of the bundle. Returns a function that removes it. */
  onPanic(listener) {
    this.#panicListeners.add(listener);
    return () => this.#panicListeners.delete(listener);
  }
}

/**
 * @typedef {object} Bundle
 * @property {(
 *   host: HTMLElement,
 *   root: ShadowRoot,
 *   endpoint: string,
 *   rules?: Promise<Response>,
 * ) => {
 *   free(): void,
 *   update?: (attribute: string, endpoint: string) => void,
 *   adoptStyles?: () => void,
 *   discardDraft?: () => void,
 * }} mount
 *   `endpoint` is the URL of the relay endpoint, `rules` the response to a `GET` request to it, if
 *   one has been started.
 * @property {(listener: () => void) => void} [onPanic]
 */

/**
 * Defines `<open-ticket>`, unless it is already defined.
 *
 * @param {() => Promise<Bundle>} load
 *   fetches the bundle; called when the first form is needed.
 * @param {string} [tag] another tag name, for two versions on one page.
 */
export function define(load, tag = "open-ticket") {
  // On a server, there are no custom elements.
  if (!globalThis.customElements || customElements.get(tag)) return;
  const bundleLoader = new BundleLoader(load);

  class OpenTicketElement extends HTMLElement {
    static observedAttributes = ATTRIBUTES;

    /** The mounted form, or `null`. */
    #form = null;
    #placeholder = null;
    #removePanicListener = null;
    #viewportObserver = null;
    #slowTimer = 0;
    #isRequested = false;
    #focusWhenReady = false;
    #fallbackWasEdited = false;
    #hasPanicked = false;
    #prefetch = null;

    constructor() {
      super();
      this.addEventListener("input", (event) => {
        this.#fallbackWasEdited ||=
          !this.#form && event.target !== this && !event.target.closest("[slot]");
      });
      for (const type of ["pointerenter", "focusin"]) {
        this.addEventListener(type, () => this.#load(), { once: true });
      }
      this.addEventListener("open-ticket-ready", () => {
        if (this.#focusWhenReady) this.focus();
      });
    }

    connectedCallback() {
      // A property set before the class was defined is an own property that hides the setter.
      for (const name of ATTRIBUTES.filter((name) => Object.hasOwn(this, name))) {
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
      if (this.#form || this.#hasPanicked) return;
      if (!this.#placeholder) {
        const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
        this.#placeholder = new Placeholder(root, () => {
          this.#focusWhenReady = true;
          this.#placeholder.showLoading();
          this.#load();
        });
      }
      this.#placeholder.showLoading();
      if (this.loading === "lazy" && !this.#isRequested) this.#loadNearViewport();
      else this.#load();
    }

    async disconnectedCallback() {
      this.#viewportObserver?.disconnect();
      this.#viewportObserver = null;
      // Moving an element disconnects and reconnects it synchronously: the form must stay mounted.
      await null;
      if (!this.isConnected) this.#unmount();
    }

    /** A document has its own stylesheets. */
    adoptedCallback() {
      this.#placeholder?.adoptStyles(this.shadowRoot);
      if (!this.#hasPanicked) this.#form?.adoptStyles?.();
    }

    async attributeChangedCallback(name, before, after) {
      if (before === after) return;
      // The form itself may have dispatched the event in whose listener the attribute changed.
      await null;
      if (!this.#hasPanicked) this.#form?.update?.(name, this.endpoint ?? DEFAULT_ENDPOINT);
      if (name === "loading" && this.#viewportObserver && this.loading !== "lazy") this.#load();
    }

    /** Resets the form to the prefilled values and discards what the user has entered. */
    reset() {
      if (!this.#form || this.#hasPanicked) return;
      this.#form.discardDraft?.();
      this.#unmount();
      this.#load();
    }

    /** Focuses the first field, after loading the form if needed. */
    focus(options) {
      const field = this.shadowRoot?.querySelector(
        "form :is(input, select, textarea):not([hidden], [inert] *)",
      );
      this.#focusWhenReady = !field;
      if (field) field.focus(options);
      else this.#load();
    }

    /** Sets the token, in response to `open-ticket-token` or at any other time. */
    setToken(token) {
      this.token = token;
    }

    #loadNearViewport() {
      const { IntersectionObserver } = this.ownerDocument.defaultView ?? window;
      this.#viewportObserver ??= new IntersectionObserver(
        (entries) => entries.some(({ isIntersecting }) => isIntersecting) && this.#load(),
        { rootMargin: LAZY_ROOT_MARGIN },
      );
      this.#viewportObserver.observe(this);
    }

    /** Loads and mounts the form, unless it is mounted or loading. */
    async #load() {
      this.#viewportObserver?.disconnect();
      this.#isRequested = true;
      if (!this.isConnected || this.#form || this.#hasPanicked || this.#slowTimer) return;
      this.#slowTimer = setTimeout(() => this.#placeholder.showError(TEXT.slow), SLOW_AFTER);
      try {
        const [bundle, prefetched] = await Promise.all([
          bundleLoader.load(),
          this.#prefetchRules(),
        ]);
        this.#mount(bundle, prefetched);
      } catch (error) {
        this.#prefetch?.abort();
        reportLoadError(error);
        if (this.isConnected && !this.#form && !this.#hasPanicked) {
          this.#placeholder.showError(isForbidden(error) ? TEXT.forbidden : TEXT.failed);
        }
      } finally {
        clearTimeout(this.#slowTimer);
        this.#slowTimer = 0;
      }
    }

    /** Requests the rules while the bundle loads. If this fails, the form requests them itself. */
    async #prefetchRules() {
      // A script that inserts the element may set the token right afterwards.
      await null;
      const { endpoint, token } = this;
      // The form reports a token that cannot be sent.
      if (!this.isConnected || !SENDABLE_TOKEN.test(token?.trim() ?? "")) return undefined;
      this.#prefetch = new AbortController();
      const headers = { accept: "application/json" };
      if (token?.trim()) headers.authorization = `Bearer ${token.trim()}`;
      const { signal } = this.#prefetch;
      // A page's own `fetch` may throw.
      const response = (async () => fetch(endpoint ?? DEFAULT_ENDPOINT, { headers, signal }))();
      response.catch(() => {});
      return { endpoint, token, response };
    }

    /** Returns the prefetched response, or aborts it if endpoint or token have changed since. */
    #currentRules(prefetched) {
      if (prefetched?.endpoint === this.endpoint && prefetched?.token === this.token) {
        return prefetched?.response;
      }
      this.#prefetch?.abort();
      return undefined;
    }

    #mount({ mount }, prefetched) {
      // Meanwhile the element may have been disconnected or mounted, or the user may have started
      // to fill in the fallback content, which would be lost.
      if (!this.isConnected || this.#form || this.#hasUserInput()) {
        this.#prefetch?.abort();
        return;
      }
      this.#removePanicListener = bundleLoader.onPanic(() => this.#handlePanic());
      const endpoint = this.endpoint ?? DEFAULT_ENDPOINT;
      this.#form = mount(this, this.shadowRoot, endpoint, this.#currentRules(prefetched));
      // The focus moves from the fallback content into the form.
      this.#focusWhenReady ||= this.matches(":focus-within");
      this.#placeholder.hide();
    }

    /** Returns `true` if the fallback content was edited, even before the class was defined. */
    #hasUserInput() {
      const controls = this.querySelectorAll(
        ":is(input:not([type=hidden]), select, textarea):not([slot], [slot] *)",
      );
      return this.#fallbackWasEdited || [...controls].some(isEdited);
    }

    #unmount() {
      this.#prefetch?.abort();
      this.#removePanicListener?.();
      // Removing the form moves the focus, and a listener of the page may call this again.
      const form = this.#form;
      this.#form = null;
      // After a panic the wasm must not be called.
      if (!form || this.#hasPanicked) return;
      form.free();
      // Removes the form's stylesheet.
      this.#placeholder.adoptStyles(this.shadowRoot);
    }

    /** Reports a panic. The form no longer responds, but the user's text stays visible. */
    #handlePanic() {
      this.#hasPanicked = true;
      this.#placeholder.showError(TEXT.stopped);
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

/** Aborts the callbacks of the last `createTicketForm` call, by element. */
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
  // The callbacks replace those of an earlier call.
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
