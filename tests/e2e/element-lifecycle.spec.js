// Lifecycle tests: every host-page action on the element, in each state and in the listener of each of
// its events. The form still opens a ticket afterwards, or is removed, and nothing is logged:
// `pageErrors` fails a test with a console error, such as a panic.
import { clientToken } from "./support/client-token.js";
import { ACTIONS, installLifecycleHelpers } from "./support/element-lifecycle.js";
import { expect, test } from "./support/fixtures.js";
import { holdRequests } from "./support/hold-requests.js";
import { LOADER_SCRIPT, openHostPage } from "./support/host-page.js";

const API = "**/api/ticket";
const FORMS = { body: "<open-ticket></open-ticket>".repeat(ACTIONS) };

test.describe.configure({ timeout: 180_000 });

const lifecycle = (page, method, argument) =>
  page.evaluate(([method, argument]) => window.lifecycle[method](argument), [method, argument]);

async function openForms(page, options = {}) {
  await installLifecycleHelpers(page);
  await openHostPage(page, { ...FORMS, ...options });
  await lifecycle(page, "remember");
  expect(await page.evaluate(() => window.lifecycle.names.length)).toBe(ACTIONS);
}

const submitButtons = (page) => page.locator("open-ticket [type=submit]");

async function openReadyForms(page) {
  await openForms(page);
  await expect(submitButtons(page)).toHaveCount(ACTIONS);
}

const submitAll = (page) =>
  page.evaluate(() => {
    for (const form of window.lifecycle.forms()) window.lifecycle.submit(form);
  });

/** Stubs the response to submissions until it is called again without one. */
async function respondToSubmissions(page) {
  let response;
  await page.route(API, (route) =>
    response && route.request().method() === "POST" ? route.fulfill(response) : route.continue(),
  );
  return (next) => {
    response = next;
  };
}

const REJECTED = { status: 403, contentType: "text/html", body: "<p>Forbidden</p>" };
const REFUSED = {
  status: 200,
  contentType: "application/json",
  body: JSON.stringify({ result: "error", message: "Not on a Sunday" }),
};

/** Puts all forms into a state. Returns a cleanup function, if the state does not end automatically. */
const STATES = {
  "before the script has loaded": async (page) => {
    await openForms(page, { head: "" });
    return () => page.evaluate(() => import("/open-ticket.js"));
  },
  "while the bundle loads": async (page) => {
    const release = await holdRequests(page, "**/open-ticket-app*.wasm");
    await openForms(page);
    await page.waitForFunction(() => customElements.get("open-ticket"));
    return release;
  },
  "while the rules load": async (page) => {
    const release = await holdRequests(page, API, "GET");
    await openForms(page);
    await expect(page.locator("open-ticket .loading")).toHaveCount(ACTIONS);
    return release;
  },
  "after the rules could not be loaded": async (page, pageErrors) => {
    pageErrors.expect(/status of 403/);
    let isDown = true;
    await page.route(API, (route) => (isDown ? route.fulfill(REJECTED) : route.continue()));
    await openForms(page);
    await expect(page.locator("open-ticket .summary")).toHaveCount(ACTIONS);
    return () => {
      isDown = false;
    };
  },
  "when it is ready": openReadyForms,
  "while a user is editing": async (page) => {
    await openReadyForms(page);
    await page.evaluate(() => {
      for (const form of window.lifecycle.forms()) window.lifecycle.fill(form);
    });
  },
  "while a ticket is being sent": async (page) => {
    await openReadyForms(page);
    const release = await holdRequests(page, API, "POST");
    await submitAll(page);
    await expect(page.locator("open-ticket [type=submit][aria-disabled]")).toHaveCount(ACTIONS);
    return release;
  },
  "while an outcome is looked up": async (page, pageErrors) => {
    pageErrors.expect(/ERR_CONNECTION_RESET/);
    await openReadyForms(page);
    let isDown = true;
    await page.route(`${API}*/**`, (route) => route.continue());
    await page.route(API, (route) =>
      isDown && route.request().method() === "POST"
        ? route.abort("connectionreset")
        : route.continue(),
    );
    await submitAll(page);
    await expect(page.locator("open-ticket .meta", { hasText: /Checking/ })).toHaveCount(ACTIONS);
    return () => {
      isDown = false;
    };
  },
  "after a failure": async (page, pageErrors) => {
    pageErrors.expect(/status of 403/);
    await openReadyForms(page);
    const respond = await respondToSubmissions(page);
    respond(REJECTED);
    await submitAll(page);
    await expect(page.locator("open-ticket .summary")).toHaveCount(ACTIONS);
    respond();
  },
  "after the ticket was opened": async (page) => {
    await openReadyForms(page);
    await submitAll(page);
    await expect(page.locator("open-ticket .confirmation")).toHaveCount(ACTIONS);
  },
  "while it is removed": async (page) => {
    await openReadyForms(page);
    await page.evaluate(() => {
      for (const form of window.lifecycle.all) form.remove();
    });
    return () =>
      page.evaluate(() => {
        for (const form of window.lifecycle.all) if (!form.isConnected) document.body.append(form);
      });
  },
};

for (const [state, reach] of Object.entries(STATES)) {
  test(`the element survives every host-page action ${state}`, async ({ page, pageErrors }) => {
    const end = await reach(page, pageErrors);
    await lifecycle(page, "act");
    await end?.();
    expect(await lifecycle(page, "broken")).toEqual([]);
  });
}

/** Makes all forms dispatch an event, in whose listener the actions happen. */
const EVENTS = {
  "open-ticket-ready": async (page, listen) => {
    await openForms(page, { head: "" });
    await listen();
    await page.evaluate(() => import("/open-ticket.js"));
  },
  "open-ticket-submit": async (page, listen) => {
    await openReadyForms(page);
    await listen();
    await submitAll(page);
  },
  "open-ticket-progress": async (page, listen) => {
    await openReadyForms(page);
    await listen();
    await submitAll(page);
  },
  "open-ticket-opened": async (page, listen) => {
    await openReadyForms(page);
    await listen();
    await submitAll(page);
  },
  "open-ticket-refused": async (page, listen) => {
    await openReadyForms(page);
    await listen();
    const respond = await respondToSubmissions(page);
    respond(REFUSED);
    await submitAll(page);
    return () => respond();
  },
  "open-ticket-failed": async (page, listen, pageErrors) => {
    pageErrors.expect(/status of 403/);
    await openReadyForms(page);
    await listen();
    const respond = await respondToSubmissions(page);
    respond(REJECTED);
    await submitAll(page);
    return () => respond();
  },
  "open-ticket-token": async (page, listen, pageErrors) => {
    pageErrors.expect(/status of 401/);
    await openReadyForms(page);
    await listen();
    const setTokens = (token) =>
      page.evaluate((token) => {
        for (const form of window.lifecycle.all) form.token = token;
      }, token);
    await setTokens(clientToken({ age: 3600 }));
    return () => setTokens(null);
  },
  // Events of the browser, which it dispatches while the form's own code runs.
  focusin: async (page, listen) => {
    await openReadyForms(page);
    await listen();
    await page.evaluate(() => {
      for (const form of window.lifecycle.all) form.focus();
    });
  },
  focusout: async (page, listen) => {
    await openReadyForms(page);
    await listen();
    await page.evaluate(() => {
      for (const form of window.lifecycle.all) {
        form.focus();
        form.shadowRoot.activeElement?.blur();
      }
    });
  },
  input: async (page, listen) => {
    await openReadyForms(page);
    await page.locator("open-ticket textarea").first().hover();
    await expect(page.locator("open-ticket dialog")).toHaveCount(ACTIONS);
    await listen();
    // The toolbar writes to the text area, which dispatches the event.
    await page.evaluate(() => {
      for (const form of window.lifecycle.all) {
        form.shadowRoot.querySelector("[role=toolbar] button").click();
      }
    });
  },
};

for (const [event, dispatch] of Object.entries(EVENTS)) {
  test(`a page may do anything to the element in a listener of ${event}`, async ({
    page,
    pageErrors,
  }) => {
    const end = await dispatch(page, () => lifecycle(page, "actOn", event), pageErrors);
    await expect.poll(() => lifecycle(page, "notRun")).toEqual([]);
    await end?.();
    expect(await lifecycle(page, "broken")).toEqual([]);
  });
}

test("a submission that a listener cancelled and reset is not sent", async ({ page, form }) => {
  const submissions = [];
  page.on("request", (request) => {
    if (request.method() === "POST") submissions.push(request.url());
  });
  await installLifecycleHelpers(page);
  await openHostPage(page, { head: LOADER_SCRIPT, body: "<open-ticket></open-ticket>" });
  await expect(form.submitButton).toBeVisible();
  const submitAndReset = () =>
    page.evaluate(() => {
      const [form] = window.lifecycle.forms();
      form.addEventListener("open-ticket-submit", () => form.reset(), { once: true });
      window.lifecycle.submit(form);
    });
  await submitAndReset();
  await expect(form.subject).toHaveValue("");
  await expect(form.submitButton).toBeVisible();
  expect(submissions).toEqual([]);
});
