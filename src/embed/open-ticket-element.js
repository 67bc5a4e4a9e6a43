// The <open-ticket> element class, and createTicketForm(). Importing this module has no side
// effects.
//
// The class is JavaScript because no Rust struct can extend HTMLElement. It shows the fallback
// content until the form is mounted, loads the bundle when the form is needed, and shows the
// fallback content again, with an error message, if loading fails.
import { BundleLoader, isForbidden, reportLoadError } from "./bundle-loader.js";
import { hasEditedControl } from "./edited-fallback.js";
import { ATTRIBUTES, DEFAULT_ENDPOINT, SENDABLE_TOKEN } from "./element-attributes.js";
import { LAZY_ROOT_MARGIN, SLOW_AFTER } from "./load-timing.js";
import { TEXT } from "./loader-text.js";
import { Placeholder } from "./placeholder.js";

export { createTicketForm } from "./create-ticket-form.js";
export { ATTRIBUTES };

/**
 * Defines `<open-ticket>`, unless it is already defined.
 *
 * @param {() => Promise<import("./bundle-loader.js").Bundle>} load
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
    /** `true` if the user has used the form, or edited the fallback content before the form was mounted. */
    #wasEdited = false;
    #whenEditorLoaded;
    #hasPanicked = false;
    #prefetch = null;

    constructor() {
      super();
      // A dropped or pasted file is no input, and a form with prefilled fields is sent by a click.
      for (const type of ["input", "drop", "paste", "click"]) {
        this.addEventListener(type, ({ target }) => {
          this.#wasEdited ||=
            target === this ? this.#form : type === "input" && !target.closest("[slot]");
        });
      }
      for (const type of ["pointerenter", "focusin"]) {
        this.addEventListener(type, () => this.#load(), { once: true });
      }
      this.addEventListener("open-ticket-ready", () => {
        if (this.#focusWhenReady) this.focus();
      });
    }

    connectedCallback() {
      // A property set before the class was defined is an own property that hides the setter.
      for (const name of Object.keys(this).filter((name) => ATTRIBUTES.includes(name))) {
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
      // Until the editor chunk is loaded, the form cannot store its content.
      if (this.#wasEdited && !this.isConnected) await this.#whenEditorLoaded?.(this);
      if (!this.isConnected) this.#unmount();
    }

    /** Adds the stylesheets again: each document has its own. */
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

    /** Resets the form to the prefilled values and discards the input. */
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
      // Without `AbortController`, the request is not aborted and ends by itself.
      this.#prefetch = window.AbortController && new AbortController();
      const headers = { accept: "application/json" };
      // Reading the rules needs no CSRF token (`src/wire/endpoint_request.rs`).
      if (/^(?!csrf:)./.test(token?.trim() ?? "")) headers.authorization = `Bearer ${token.trim()}`;
      const signal = this.#prefetch?.signal;
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

    #mount({ mount, whenEditorLoaded }, prefetched) {
      // Meanwhile the element may have been disconnected or mounted, or the user may have started
      // to fill in the fallback content, which would be lost.
      if (!this.isConnected || this.#form || this.#hasUserInput()) {
        this.#prefetch?.abort();
        return;
      }
      this.#removePanicListener = bundleLoader.onPanic(() => this.#handlePanic());
      this.#whenEditorLoaded = whenEditorLoaded;
      const endpoint = this.endpoint ?? DEFAULT_ENDPOINT;
      this.#form = mount(this, this.shadowRoot, endpoint, this.#currentRules(prefetched));
      // The focus moves from the fallback content into the form.
      this.#focusWhenReady ||= this.matches(":focus-within");
      this.#placeholder.hide();
    }

    /** Returns `true` if the fallback content was edited, even before the class was defined. */
    #hasUserInput() {
      return this.#wasEdited || hasEditedControl(this);
    }

    #unmount() {
      this.#prefetch?.abort();
      this.#removePanicListener?.();
      // Removing the form moves the focus, and a listener of the page may call this again.
      const form = this.#form;
      this.#form = null;
      if (form) this.#wasEdited = false;
      // After a panic the wasm must not be called.
      if (!form || this.#hasPanicked) return;
      form.free();
      // Removes the form's stylesheet.
      this.#placeholder.adoptStyles(this.shadowRoot);
    }

    /** Handles a panic: the form no longer responds, so its text is shown in its place. */
    #handlePanic() {
      this.#hasPanicked = true;
      this.#placeholder.showRecoveredText(this.shadowRoot);
      // The code that panicked is still on the stack.
      setTimeout(() => {
        const options = { bubbles: true, composed: true, detail: {} };
        this.dispatchEvent(new CustomEvent("open-ticket-failed", options));
      });
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
