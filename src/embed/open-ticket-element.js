// <open-ticket>: the class alone, apart from its registration with the page.
//
// It is JavaScript because no Rust struct can extend HTMLElement. All it does is to give the form
// a shadow root while the element is in the document, and to take it away afterwards.

/**
 * Defines `<open-ticket>`, unless the page has it already.
 *
 * @param {() => Promise<{mount(host: HTMLElement, root: ShadowRoot): {free(): void}}>} load
 *   fetches the bundle; called once, when the first element enters the document.
 * @param {string} [tag] another name, for two versions on one page.
 */
export function define(load, tag = "open-ticket") {
  if (customElements.get(tag)) return;
  let bundle;
  customElements.define(
    tag,
    class OpenTicketElement extends HTMLElement {
      #form = null;

      /** Who is signed in, as the site mints it: the attribute, read before each request. */
      get token() {
        return this.getAttribute("token");
      }

      set token(token) {
        if (token == null) this.removeAttribute("token");
        else this.setAttribute("token", token);
      }

      async connectedCallback() {
        // A page may have set the property before this class was there, and hides its setter so.
        if (Object.hasOwn(this, "token")) {
          const { token } = this;
          delete this.token;
          this.token = token;
        }
        bundle ??= load();
        const { mount } = await bundle;
        // Meanwhile it may have left the document, or come back and been filled.
        if (this.isConnected && !this.#form) {
          this.#form = mount(this, this.shadowRoot ?? this.attachShadow({ mode: "open" }));
        }
      }

      async disconnectedCallback() {
        // Moving an element takes it out and puts it in again at once: what was typed stays.
        await null;
        if (!this.isConnected) {
          this.#form?.free();
          this.#form = null;
        }
      }
    },
  );
}
