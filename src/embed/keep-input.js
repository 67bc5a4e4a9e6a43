// Keeps the input of forms for the next page of the tab, until the editor chunk stores drafts. `xtask` bundles
// this into the glue code.
//
// While the page is hidden, the values of the fields are in session storage: the browser may end the page
// without another event. The next form of the tab enters them. Another tab, in which the same ticket could be
// sent a second time, cannot read them.

/** Fields to keep. An element with the class `no-drafts` may store nothing. */
const FIELDS =
  ".open-ticket:not(.no-drafts) :is(input:not([type=password],[type=file]),select,textarea)";

/**
 * Calls a method of the storage with the key of a form: the endpoint, the form's id or position in the page, and
 * the signed-in client.
 */
function useStorage(method, host, value) {
  try {
    const others = [...document.querySelectorAll(host.localName)];
    const form = host.id || Math.max(others.indexOf(host), 0);
    const client = host.shadowRoot.querySelector(".signed-in")?.textContent;
    return sessionStorage[method](`open-ticket-input:${host.endpoint}:${form}:${client}`, value);
  } catch {
    // Storage is full or blocked.
    return null;
  }
}

/** Enters a value as a user does. */
function enterInput(field, value, isChecked) {
  if (!field.checked !== !isChecked) field.click();
  else if (field.value !== value) {
    field.value = value;
    // The form handles these events of its text fields and its selects.
    const type = field.options ? "change" : "input";
    field.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  }
}

/**
 * Keeps the input of all forms.
 *
 * @param {Promise<void>} loaded resolves once drafts are stored.
 */
export function keepInput(loaded) {
  // Edited forms, each with `true` once its ticket was sent. Its input is not kept: without the key of a ticket that
  // may be open, it could be sent a second time.
  const forms = new Map();
  let isLoaded = false;
  loaded.then(() => {
    isLoaded = true;
  });

  const add = ({ target }) => target.shadowRoot && forms.set(target, forms.get(target));
  addEventListener("input", add, true);
  addEventListener("open-ticket-submit", ({ target }) => forms.set(target, true));

  document.addEventListener("visibilitychange", () => {
    for (const [host, isSent] of forms) {
      const fields = [...host.shadowRoot.querySelectorAll(FIELDS)];
      const isKept = document.hidden && !isSent && !isLoaded && fields[0];
      const values = fields.map(({ id, value, checked }) => [id, value, checked]);
      useStorage(isKept ? "setItem" : "removeItem", host, JSON.stringify(values));
    }
  });

  addEventListener("open-ticket-ready", async ({ target: host }) => {
    const values = JSON.parse(useStorage("getItem", host));
    useStorage("removeItem", host);
    for (const [id, value, isChecked] of values ?? []) {
      const field = host.shadowRoot.querySelector(`${FIELDS}#${id}`);
      if (field) enterInput(field, value, isChecked);
      // The fields of a department appear after its selection.
      await new Promise((resolve) => setTimeout(resolve));
    }
  });
}
