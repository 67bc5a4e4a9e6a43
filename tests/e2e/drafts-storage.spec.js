// Storage that is full, blocked or not allowed: the form shows a notice, and the browser asks before the
// user leaves the page. A ticket can still be sent.

import { DATABASE_TIMEOUT, shortenTimers } from "./support/clock.js";
import {
  asksBeforeLeaving,
  draftNotice,
  draftStatus,
  expectFilesStored,
  expectNoneStored,
  expectSaved,
  recordDraftEvents,
  storedRecords,
} from "./support/drafts.js";
import { expect, test } from "./support/fixtures.js";
import { openHostPage } from "./support/host-page.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { startSite } from "./support/site.js";
import { TicketFormPage } from "./support/ticket-form-page.js";

const CANNOT_STORE =
  "This browser cannot save a draft. Keep this page open until you have sent the ticket.";

const NOTE = { name: "note.txt", bytes: Buffer.from("kept\n") };

/** Failures of local storage. */
const FAULTS = {
  "is full": () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  },
  "is blocked": () => {
    const get = () => {
      throw new DOMException("blocked", "SecurityError");
    };
    for (const name of ["localStorage", "indexedDB"]) Object.defineProperty(window, name, { get });
  },
  "does not exist": () => {
    for (const name of ["localStorage", "indexedDB", "BroadcastChannel"]) {
      Object.defineProperty(window, name, { value: undefined });
    }
    Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
  },
};

for (const [name, inject] of Object.entries(FAULTS)) {
  test(`if storage ${name}, the form shows a notice, and a ticket can be sent`, async ({
    form,
    page,
  }) => {
    await recordDraftEvents(page);
    await page.addInitScript(inject);
    const before = await form.openAndFill(SAMPLE_TICKET, {
      name: "note.txt",
      bytes: Buffer.from("kept\n"),
    });
    await expect(draftStatus(form)).toContainText(CANNOT_STORE);
    await expect.poll(() => asksBeforeLeaving(page)).toBe(true);
    expect(await form.userInput()).toEqual(before);
    expect(await page.evaluate(() => window.draftStates)).toContain("failed");
    await form.submitButton.click();
    await form.ticketNumber();
    expect(await asksBeforeLeaving(page)).toBe(false);
  });
}

test("storage that fails while the form is open is used again once it works", async ({
  form,
  page,
}) => {
  await form.openAndFill(SAMPLE_TICKET);
  await expectSaved(page, SAMPLE_TICKET.message);
  await page.evaluate(() => {
    window.setItem = Storage.prototype.setItem;
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await form.message.fill("Since Monday.");
  await expect(draftStatus(form)).toContainText(CANNOT_STORE);
  expect(await asksBeforeLeaving(page)).toBe(true);
  await page.evaluate(() => {
    Storage.prototype.setItem = window.setItem;
  });
  await form.message.fill("Since Sunday.");
  await expectSaved(page, "Since Sunday.");
  await expect(draftStatus(form)).toContainText("Draft saved");
  expect(await asksBeforeLeaving(page)).toBe(false);
});

test("if files cannot be stored, the text is stored, and the browser asks for confirmation before the user leaves the page", async ({
  form,
  page,
}) => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("no", "DataCloneError");
    };
  });
  await form.openAndFill(SAMPLE_TICKET, { name: "note.txt", bytes: Buffer.from("kept\n") });
  await expect(draftStatus(form)).toContainText("This browser cannot save your files.");
  await expectSaved(page, SAMPLE_TICKET.message);
  expect(await asksBeforeLeaving(page)).toBe(true);
});

test("a file for which there was not enough space is stored once another one is removed", async ({
  form,
  page,
}) => {
  // A browser with space for one file.
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value, key) {
      const request = put.call(this, value, key);
      const count = this.count();
      count.onsuccess = () => count.result > 1 && this.transaction.abort();
      return request;
    };
  });
  const files = ["one.txt", "two.txt"].map((name) => ({ name, bytes: Buffer.from(name) }));
  await form.openAndFill(SAMPLE_TICKET, ...files);
  await expect(draftStatus(form)).toContainText("This browser cannot save your files.");
  await expect.poll(() => asksBeforeLeaving(page)).toBe(true);
  await form.removeButton("one.txt").click();
  await expectFilesStored(page, ["two.txt 7"]);
  await expect(draftStatus(form)).toContainText("Draft saved");
  await expect.poll(() => asksBeforeLeaving(page)).toBe(false);
});

test("a draft whose storage was cleared while the form was open is stored again with its files", async ({
  form,
  page,
}) => {
  await form.openAndFill(SAMPLE_TICKET, NOTE);
  await expectFilesStored(page, ["note.txt 5"]);
  await expectSaved(page, "note.txt");
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        localStorage.clear();
        const request = indexedDB.deleteDatabase("open-ticket");
        request.onsuccess = resolve;
        request.onerror = reject;
      }),
  );
  await form.message.fill("Since Monday.");
  await expectSaved(page, "Since Monday.");
  await expectFilesStored(page, ["note.txt 5"]);
  await page.reload();
  await expect(form.message).toHaveValue("Since Monday.");
  await expect(form.removeButton("note.txt")).toBeVisible();
  await expect(form.host.getByText(/choose it again/i)).toHaveCount(0);
});

test("files are restored by a later page if IndexedDB did not respond at first", async ({
  form,
  page,
  context,
}) => {
  await form.openAndFill(SAMPLE_TICKET, NOTE);
  await expectFilesStored(page, ["note.txt 5"]);
  await expectSaved(page, "note.txt");
  const second = new TicketFormPage(await context.newPage());
  await page.close();
  await shortenTimers(second.page, DATABASE_TIMEOUT);
  await second.page.addInitScript(() => {
    IDBFactory.prototype.open = () => ({});
  });
  await second.open();
  await expect(second.message).toHaveValue(SAMPLE_TICKET.message);
  await expect(second.host.getByText(/choose it again/i)).toBeVisible();
  const third = new TicketFormPage(await context.newPage());
  await second.page.close();
  await third.open();
  await expect(third.message).toHaveValue(SAMPLE_TICKET.message);
  await expect(third.removeButton("note.txt")).toBeVisible();
  await expect(third.host.getByText(/choose it again/i)).toHaveCount(0);
});

test("files can be stored after IndexedDB was blocked by another tab", async ({
  form,
  page,
  context,
}) => {
  await shortenTimers(page, DATABASE_TIMEOUT);
  const other = await context.newPage();
  await other.goto("/icon.svg");
  // The deletion waits for the connection, and all later requests wait for the deletion.
  await other.evaluate(
    () =>
      new Promise((resolve) => {
        const request = indexedDB.open("open-ticket", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("files");
        request.onsuccess = () => {
          window.database = request.result;
          indexedDB.deleteDatabase("open-ticket");
          resolve();
        };
      }),
  );
  await form.openAndFill(SAMPLE_TICKET, NOTE);
  await expect(draftStatus(form)).toContainText("This browser cannot save your files.");
  await other.evaluate(() => window.database.close());
  await form.attach({ name: "more.txt", bytes: Buffer.from("more\n") });
  await expectFilesStored(page, ["more.txt 5", "note.txt 5"]);
  await expect(draftStatus(form)).toContainText("Draft saved");
});

for (const [name, version] of [
  ["without its object store", 1],
  ["of a later version", 2],
]) {
  test(`files are stored in a database ${name}`, async ({ form, page }) => {
    await page.goto("/icon.svg");
    await page.evaluate(
      (version) =>
        new Promise((resolve) => {
          const request = indexedDB.open("open-ticket", version);
          request.onsuccess = () => {
            request.result.close();
            resolve();
          };
        }),
      version,
    );
    await form.openAndFill(SAMPLE_TICKET, NOTE);
    await expectFilesStored(page, ["note.txt 5"]);
    await expect(draftStatus(form)).toContainText("Draft saved");
  });
}

test("without the editor chunk, the browser asks for confirmation before the user leaves the page once something is typed", async ({
  form,
  page,
  pageErrors,
}) => {
  pageErrors.allow(/Failed to load resource|open-ticket/);
  await page.route("**/open-ticket-editor-*.wasm", (route) => route.abort());
  await form.open();
  expect(await asksBeforeLeaving(page)).toBe(false);
  await form.subject.fill("Since Tuesday");
  expect(await asksBeforeLeaving(page)).toBe(true);
});

test("draft=off stores nothing, deletes the stored draft, and the browser asks for confirmation before the user leaves the page", async ({
  form,
  page,
}) => {
  await form.openAndFill(SAMPLE_TICKET);
  await expectSaved(page, SAMPLE_TICKET.message);
  await form.host.evaluate((element) => {
    element.draft = "off";
  });
  await expectNoneStored(page);
  await expect.poll(() => asksBeforeLeaving(page)).toBe(true);
  await form.message.fill("Since Monday.");
  await expect(form.host.getByText("Continue on another device")).toHaveCount(0);
  expect(await storedRecords(page)).toEqual([]);
  expect(await page.evaluate(() => localStorage.getItem("open-ticket-drafts"))).toBeNull();
  // A live change in the other direction stores it again.
  await form.host.evaluate((element) => element.removeAttribute("draft"));
  await expectSaved(page, "Since Monday.");
  await expect.poll(() => asksBeforeLeaving(page)).toBe(false);
});

test("an element with draft=off from the start restores nothing", async ({ form, page }) => {
  const body = (draft) => `<open-ticket id="help" ${draft}></open-ticket>`;
  await openHostPage(page, { body: body("") });
  await form.fill(SAMPLE_TICKET);
  await expectSaved(page, SAMPLE_TICKET.message);
  await page.unroute("**/host");
  await openHostPage(page, { body: body('draft="off"') });
  await expect(form.submitButton).toBeVisible();
  await expectNoneStored(page);
  await expect(form.message).toHaveValue("");
  await expect(draftNotice(form)).toBeHidden();
});

test("the operator's rule limits the attribute", async ({ browser }) => {
  const rule = (value) => (config) => config.replace('drafts = "all"', `drafts = "${value}"`);
  const relay = await startSite(undefined, rule("off"));
  const context = await browser.newContext({ baseURL: relay.url });
  const form = new TicketFormPage(await context.newPage());
  await form.openAndFill(SAMPLE_TICKET);
  await form.host.evaluate((element) => {
    element.draft = "all";
  });
  await form.message.fill("Since Monday.");
  await expect.poll(() => asksBeforeLeaving(form.page)).toBe(true);
  expect(await storedRecords(form.page)).toEqual([]);
  await context.close();
  await relay.stop();
});

test("events report the state of the draft, never its content", async ({ form, page }) => {
  await recordDraftEvents(page);
  await form.openAndFill(SAMPLE_TICKET);
  await expectSaved(page, SAMPLE_TICKET.message);
  expect(new Set(await page.evaluate(() => window.draftStates))).toEqual(new Set(["saved"]));
  await page.reload();
  await expect(form.message).toHaveValue(SAMPLE_TICKET.message);
  await form.host.getByRole("button", { name: "Start over" }).click();
  await expect(form.message).toHaveValue("");
  const states = await page.evaluate(() => window.draftStates);
  expect(states.filter((state) => state !== "saved")).toEqual(["restored", "cleared"]);
});
