// Pages whose globals are not those of the browser: old libraries replace classes, and wrappers of
// `fetch` read its arguments, throw, or return other objects. A ticket is opened, or an error is
// shown.
import { LOOKUP_DELAYS, shortenTimers } from "./support/clock.js";
import { expect, test } from "./support/fixtures.js";
import { openHostPage } from "./support/host-page.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";

/** Replacements under which a ticket is opened, with and without files. */
const HARMLESS = {
  "MooTools' Request, Event, Window, Document, Element and Array.from": () => {
    window.Window = class {};
    window.Document = class {};
    window.Request = class {
      constructor(options) {
        this.options = options;
      }
      send() {}
    };
    window.Event = class {
      constructor(event) {
        this.event = event;
      }
    };
    const NativeElement = window.Element;
    window.Element = (tag) => document.createElement(tag);
    window.Element.prototype = NativeElement.prototype;
    const { slice } = Array.prototype;
    Array.from = (item) => {
      if (item == null) return [];
      if (typeof item === "string" || typeof item.length !== "number") return [item];
      return Array.isArray(item) ? item : slice.call(item);
    };
  },
  "Prototype's Array.from and toJSON": () => {
    Array.from = (iterable) => {
      if (!iterable) return [];
      if ("toArray" in Object(iterable)) return iterable.toArray();
      const results = new Array(iterable.length || 0);
      for (let i = 0; i < results.length; i += 1) results[i] = iterable[i];
      return results;
    };
    Array.prototype.toJSON = () => "[]";
    String.prototype.toJSON = () => '""';
  },
  "a fetch that accepts strings only": () => {
    const { fetch } = window;
    window.fetch = (input, init) => {
      if (typeof input !== "string") throw new TypeError(`not a string: ${input}`);
      return fetch(input.trim(), init);
    };
  },
  "a fetch that reads input.url": () => {
    const { fetch } = window;
    window.fetch = (input, init) => fetch(typeof input === "string" ? input : input.url, init);
  },
  "a fetch that returns an object like a response": () => {
    const { fetch } = window;
    window.fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (!String(input).includes("/api/")) return response;
      return {
        ok: response.ok,
        status: response.status,
        headers: { get: (name) => response.headers.get(name) },
        text: () => response.text(),
      };
    };
  },
  "a fetch that returns a thenable": () => {
    const { fetch } = window;
    window.fetch = (input, init) => {
      const promise = fetch(input, init);
      if (!String(input).includes("/api/")) return promise;
      // biome-ignore lint/suspicious/noThenProperty: old promise libraries.
      return { then: (resolve, reject) => promise.then(resolve, reject) };
    };
  },
};

for (const [name, replace] of Object.entries(HARMLESS)) {
  for (const files of [[], [{ name: "a.txt", bytes: Buffer.from("a") }]]) {
    test(`a ticket with ${files.length} files is opened on a page with ${name}`, async ({
      page,
      form,
    }) => {
      await page.addInitScript(replace);
      await openHostPage(page);
      await form.fill(SAMPLE_TICKET);
      for (const file of files) await form.attach(file);
      await form.submitButton.click();
      await form.ticketNumber();
    });
  }
}

/** Replacements under which nothing can be sent. */
const BROKEN = {
  "a fetch that throws": () => {
    throw new TypeError("blocked by a wrapper");
  },
  "a fetch that returns nothing": () => undefined,
  "a fetch that returns an empty object": () => Promise.resolve({}),
  "a fetch whose response cannot be read": () =>
    Promise.resolve({
      status: 200,
      get headers() {
        throw new TypeError("no headers");
      },
      text() {
        throw new TypeError("no text");
      },
    }),
};

/** Replaces `fetch` for requests to the relay, while `window.isRepaired` is `false`. */
const breakFetch = (page, fetch) =>
  page.addInitScript(`{
    const original = window.fetch;
    const broken = ${fetch.toString()};
    window.fetch = (input, init) =>
      String(input).includes("/api/") && window.isRepaired === false
        ? broken()
        : original(input, init);
  }`);

for (const [name, fetch] of Object.entries(BROKEN)) {
  test(`a submission by ${name} shows an error message and keeps the input`, async ({
    page,
    form,
  }) => {
    await breakFetch(page, fetch);
    await shortenTimers(page, LOOKUP_DELAYS);
    await openHostPage(page);
    await form.fill(SAMPLE_TICKET);
    const before = await form.userInput();
    await page.evaluate(() => {
      window.isRepaired = false;
    });
    await form.submitButton.click();
    await expect(form.errorSummary.getByRole("heading")).toBeVisible({ timeout: 30_000 });
    expect(await form.userInput()).toEqual(before);
    await page.evaluate(() => {
      window.isRepaired = true;
    });
    await form.submitButton.click();
    await form.ticketNumber();
  });

  test(`rules requested by ${name} end with an error message`, async ({ page, form }) => {
    await breakFetch(page, fetch);
    await page.addInitScript(() => {
      window.isRepaired = false;
    });
    await openHostPage(page);
    await expect(form.errorSummary).toBeVisible();
    await page.evaluate(() => {
      window.isRepaired = true;
    });
    await form.errorSummary.getByRole("button", { name: "Try again" }).click();
    await expect(form.submitButton).toBeVisible();
  });
}
