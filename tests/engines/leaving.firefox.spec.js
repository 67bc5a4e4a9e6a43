// Firefox only: WebKit runs no script of a page while the user leaves it.
//
// The user leaves a page while the form's code runs. When Firefox shuts down the process of a page, it
// terminates the running script, without an exception, and then dispatches `pagehide` to the page. The form's
// state is undefined by then, so none of its code may run.
import { expectSaved } from "../e2e/support/drafts.js";
import { LOADER_SCRIPT } from "../e2e/support/host-page.js";
import { expect, test } from "./support/fixtures.js";

/** Kinds of calls into the form's code. */
const CALLS = ["event listener", "task", "method"];

/**
 * A script of the page: delays a call of the form's code, named in the fragment, while the user leaves the
 * page, and reports the next use of the storage.
 */
function workWhileLeaving() {
  const request = (path) => fetch(`/api/${path}`, { keepalive: true });
  let [isLeaving, isWorking] = [false, false];
  const work = () => {
    if (!isLeaving || isWorking) return;
    isWorking = true;
    request("working");
    const end = performance.now() + 20_000;
    while (performance.now() < end);
    isWorking = false;
  };
  const { getItem } = Storage.prototype;
  Storage.prototype.getItem = function (key) {
    if (isWorking) console.error("the form runs after it was stopped");
    return getItem.call(this, key);
  };
  const calls = {
    "event listener": (element) => {
      const field = element.shadowRoot.querySelector("textarea");
      const { get } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
      Object.defineProperty(field, "value", {
        get() {
          work();
          return get.call(field);
        },
      });
      field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    },
    task: (element) => {
      element.dispatchEvent = (event) => {
        work();
        return EventTarget.prototype.dispatchEvent.call(element, event);
      };
      document.dispatchEvent(new Event("visibilitychange"));
    },
    method: (element) => {
      element.getAttribute = (name) => {
        // The element itself reads the endpoint before it calls the form.
        if (name === "draft") work();
        return Element.prototype.getAttribute.call(element, name);
      };
      element.setAttribute("draft", "text");
    },
  };
  addEventListener("beforeunload", () => {
    isLeaving = true;
    const call = calls[decodeURIComponent(location.hash.slice(1))];
    setTimeout(() => call(document.querySelector("open-ticket")));
  });
  addEventListener("unload", () => request("left"));
}

/** Serves a page whose script delays the form's code while the user leaves it. */
function setWorkingPage(site) {
  site.setScript("/work.js", workWhileLeaving);
  const script = `<script src="/work.js"></script>`;
  site.setPage("/host", "<open-ticket></open-ticket>", script + LOADER_SCRIPT);
}

for (const call of CALLS) {
  test(`leaving the page during a call of the form's code reports no error: ${call}`, async ({
    form,
    page,
    site,
  }) => {
    setWorkingPage(site);
    await form.open(`/host#${call}`);
    await form.fill({ Message: "Since Tuesday" });
    await expectSaved(page, "Since Tuesday");
    await page.driver.get("about:blank");
    await expect.poll(() => site.requests).toContain("GET /api/working");
    await expect.poll(() => site.requests).toContain("GET /api/left");
  });
}

/* Runs in the page: later timers of up to a second never end, so that none of them saves the draft. */
function stopTimers() {
  const { setTimeout } = window;
  window.setTimeout = (callback, delay, ...rest) =>
    delay > 100 && delay <= 1_000 ? 0 : setTimeout(callback, delay, ...rest);
}

test("text that was typed right before the user leaves the page is stored, although the form's code is terminated", async ({
  form,
  page,
  site,
}) => {
  setWorkingPage(site);
  site.setPage("/next", "<open-ticket></open-ticket>", LOADER_SCRIPT);
  await form.open("/host#event listener");
  await form.fill({ Subject: "It stands still" });
  await expectSaved(page, "It stands still");
  await page.evaluate(stopTimers);
  await form.fill({ Message: "Since Tuesday" });
  await page.driver.get("about:blank");
  await expect.poll(() => site.requests).toContain("GET /api/working");
  await form.open("/next");
  await expectSaved(page, "Since Tuesday");
});
