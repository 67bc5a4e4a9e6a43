// Host-page actions on an element, and the check that the form still works afterwards.
// The functions run in the page: `installLifecycleHelpers` defines them as `window.lifecycle`.
import { clientToken } from "./client-token.js";

/** Defines `window.lifecycle` in a page, before its own scripts run. */
export const installLifecycleHelpers = (page) =>
  page.addInitScript(defineLifecycleHelpers, { token: clientToken() });

/* Runs in the page, so that it can use nothing from outside. */
function defineLifecycleHelpers({ token }) {
  const attributes = {
    endpoint: () => `${location.origin}/api/ticket`,
    token: () => token,
    department: () => "1",
    related: () => "S1",
    priority: () => "High",
    name: () => "Grace",
    email: () => "grace@example.com",
    subject: () => "From the page",
    message: () => "**From** the page",
    theme: () => "dark",
    loading: () => "lazy",
    draft: () => "text",
  };
  const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const frame = () => {
    const iframe = document.createElement("iframe");
    document.body.append(iframe);
    return iframe;
  };

  const actions = {
    "nothing at all": () => {},
    "reset()": (form) => form.reset?.(),
    "reset() twice": (form) => {
      form.reset?.();
      form.reset?.();
    },
    "reset() in a microtask": async (form) => {
      await null;
      form.reset?.();
    },
    "reset() in a task": async (form) => {
      await later(0);
      form.reset?.();
    },
    "setToken(token)": (form) => form.setToken?.(token),
    "setToken(null)": (form) => form.setToken?.(null),
    "setToken(token) and back": (form) => {
      form.setToken?.(token);
      form.setToken?.(undefined);
    },
    "focus()": (form) => form.focus(),
    "focus() and blur": (form) => {
      form.focus();
      document.activeElement?.blur();
    },
    "removing it": (form) => form.remove(),
    "removing and inserting it": (form) => {
      const { parentNode } = form;
      form.remove();
      parentNode?.append(form);
    },
    "removing it and inserting it later": async (form) => {
      const { parentNode } = form;
      form.remove();
      await later(20);
      parentNode?.append(form);
    },
    "moving it": (form) => {
      const section = document.createElement("section");
      document.body.append(section);
      section.append(form);
    },
    "adopting it into a frame": (form) => frame().contentDocument.body.append(form),
    "adopting it into a frame and back": (form) => {
      const parentNode = form.parentNode ?? document.body;
      frame().contentDocument.body.append(form);
      parentNode?.append(form);
    },
    "adopting it into a document that is not displayed, and back": (form) => {
      const parentNode = form.parentNode ?? document.body;
      document.implementation.createHTMLDocument().body.append(form);
      parentNode?.append(form);
    },
    "adopting it into a frame, then reset()": (form) => {
      frame().contentDocument.body.append(form);
      form.reset?.();
    },
    "setting all attributes": (form) => {
      for (const [name, value] of Object.entries(attributes)) form.setAttribute(name, value());
    },
    "removing all attributes": (form) => {
      for (const name of form.getAttributeNames()) form.removeAttribute(name);
    },
    "replacing its content": (form) => form.replaceChildren("Another fallback"),
  };
  for (const [name, value] of Object.entries(attributes)) {
    actions[`setting ${name}`] = (form) => {
      form[name] = value();
    };
  }

  const shadow = (form, selector) => form.shadowRoot?.querySelector(selector);
  const enter = (form, id, text) => {
    const control = shadow(form, `#open-ticket-${id}`);
    if (!control || control.value === text) return;
    control.value = text;
    control.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  };
  const check = (form, id) => {
    const control = shadow(form, `#open-ticket-${id}`);
    if (control && !control.checked) control.click();
  };
  const fill = (form) => {
    enter(form, "name", "Ada");
    enter(form, "email", "ada@example.com");
    check(form, "department");
    enter(form, "subject", "It does not turn");
    enter(form, "message", "Since **Tuesday**.");
  };
  const submit = (form) => {
    fill(form);
    shadow(form, "form")?.requestSubmit();
  };

  /** Waits until a removed form is unmounted: an edited one waits for the editor chunk. */
  const isUnmounted = async (form) => {
    for (let i = 0; i < 300 && shadow(form, ".open-ticket"); i += 1) await later(100);
    return !shadow(form, ".open-ticket");
  };

  /** Opens a ticket with a form, from any state. */
  const opensTicket = async (form) => {
    let isOpened = false;
    form.addEventListener("open-ticket-opened", () => {
      isOpened = true;
    });
    form.scrollIntoView();
    form.loading = null;
    for (let i = 0; i < 300 && !isOpened; i += 1) {
      const isBusy = shadow(form, "[type=submit][aria-disabled=true]");
      const button = shadow(form, ".confirmation .actions button, .summary button");
      if (button) button.click();
      else if (!isBusy && i % 10 === 0) submit(form);
      await later(100);
    }
    return isOpened;
  };

  const forms = () => [...document.querySelectorAll("open-ticket")];
  window.lifecycle = {
    names: Object.keys(actions),
    forms,
    fill,
    submit,
    /** Stores the elements, one for each action. */
    remember: () => {
      window.lifecycle.all = forms();
    },
    /** Performs each action on its element, and stores its promise. */
    act: () => {
      window.lifecycle.ended = window.lifecycle.all.map((form, index) =>
        actions[window.lifecycle.names[index]](form),
      );
    },
    /** Performs each action on its element when it first dispatches an event. */
    actOn: (event) => {
      window.lifecycle.hasRun = window.lifecycle.all.map(() => false);
      window.lifecycle.ended = window.lifecycle.all.map(
        (form, index) =>
          new Promise((resolve) => {
            const run = () => {
              window.lifecycle.hasRun[index] = true;
              resolve(actions[window.lifecycle.names[index]](form));
            };
            form.addEventListener(event, run, { once: true });
          }),
      );
    },
    /** Returns the actions that have not run, because their element never dispatched the event. */
    notRun: () => window.lifecycle.names.filter((_, index) => !window.lifecycle.hasRun[index]),
    /** Returns the actions after which the form neither opens a ticket nor is removed. */
    broken: async () => {
      await Promise.all(window.lifecycle.ended);
      const results = await Promise.all(
        window.lifecycle.all.map(async (form) => {
          if (!form.isConnected) return isUnmounted(form);
          // Another document upgrades only the elements that its own scripts define.
          if (!form.reset) return form.ownerDocument !== document;
          return opensTicket(form);
        }),
      );
      return window.lifecycle.names.filter((_, index) => !results[index]);
    },
  };
}

/** Number of actions: the page needs an element for each. */
export const ACTIONS = 33;
