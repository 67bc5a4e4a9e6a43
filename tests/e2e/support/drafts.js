// Drafts in the browser's storage, and the form's notices about them.
import { expect } from "./fixtures.js";

/** Prefix of the keys of drafts in local storage. */
const PREFIX = "open-ticket-draft:";

/** Notice above the fields. */
export const draftNotice = (form) => form.host.locator(".draft-notice");

/** Status next to the Send button. */
export const draftStatus = (form) => form.host.locator(".draft-status");

/** Button of the notice. */
export const draftButton = (form, name) => draftNotice(form).getByRole("button", { name });

/** Returns the records of all drafts in local storage. */
export const storedRecords = (page) =>
  page.evaluate(
    (prefix) =>
      Object.entries(localStorage)
        .filter(([key]) => key.startsWith(prefix))
        .map(([, record]) => record),
    PREFIX,
  );

/** Waits until the draft is stored with this text. */
export async function expectSaved(page, text) {
  const quoted = JSON.stringify(text).slice(1, -1);
  await expect.poll(async () => (await storedRecords(page)).join("\n")).toContain(quoted);
}

/** Waits until no draft is stored. */
export const expectNoneStored = (page) => expect.poll(() => storedRecords(page)).toEqual([]);

/** Returns the names and sizes of the files in IndexedDB. */
export const storedFiles = (page) =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases();
    if (!databases.some(({ name }) => name === "open-ticket")) return [];
    const result = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = reject;
      });
    const database = await result(indexedDB.open("open-ticket"));
    const isEmpty = !database.objectStoreNames.contains("files");
    const store = () => database.transaction("files").objectStore("files");
    const records = isEmpty ? [] : await result(store().getAll());
    database.close();
    return records.map(({ file }) => `${file.name} ${file.size}`).sort();
  });

/** Waits until these files are stored, each as its name and its size. */
export const expectFilesStored = (page, files) =>
  expect.poll(() => storedFiles(page)).toEqual([...files].sort());

/** Records the states of the event `open-ticket-draft` from the start of each page. */
export const recordDraftEvents = (page) =>
  page.addInitScript(() => {
    window.draftStates = [];
    window.addEventListener("open-ticket-draft", ({ detail }) => {
      window.draftStates.push(Object.values(detail).join());
    });
  });

/** Returns `true` if the browser would ask for confirmation before the user leaves the page. */
export const asksBeforeLeaving = (page) =>
  page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));

/** Ends the process of a page, as the browser does when memory is low. */
export async function crash(page) {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  session.send("Page.crash").catch(() => {});
  await crashed;
  await page.close();
}
