// A form that is removed before it may store its draft: before the browser has granted its lock, or while another
// tab stores the draft.
import { draftNotice, expectFilesStored, expectSaved, storedRecords } from "./support/drafts.js";
import { expect, test } from "./support/fixtures.js";

const FILE = { name: "note.txt", bytes: Buffer.from("kept\n") };

/* Runs in the page: grants each lock when `grantLocks()` is called, even after its request has timed out. */
function delayLocks() {
  const { request } = LockManager.prototype;
  const isGranted = new Promise((resolve) => {
    window.grantLocks = resolve;
  });
  LockManager.prototype.request = async function (name, _options, callback) {
    await isGranted;
    return request.call(this, name, callback);
  };
}

/* Runs in the page: without locks, as over plain HTTP, the tabs query each other, which takes half a second. */
function removeLocks() {
  Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
  window.grantLocks = () => {};
}

/** Removes the form, then grants its lock. Returns a function that inserts the form again. */
async function removeForm(page) {
  await page.evaluate(() => {
    window.removed = document.querySelector("open-ticket");
    window.formerParent = window.removed.parentNode;
    window.removed.remove();
    window.grantLocks();
  });
  return () => page.evaluate(() => window.formerParent.append(window.removed));
}

/** Writes a message, and waits for its preview: the code that stores drafts is then loaded. */
async function writeMessage(form, text) {
  await form.message.fill(`**${text}**`);
  await expect(form.preview.locator("strong")).toHaveText(text);
}

for (const [name, prepare] of Object.entries({
  "with locks": delayLocks,
  "without locks": removeLocks,
})) {
  test.describe(name, () => {
    test("a form that is removed before it may store its draft still stores its text and files", async ({
      form,
      page,
    }) => {
      await page.addInitScript(prepare);
      await form.open();
      await form.attach(FILE);
      await writeMessage(form, "Since Tuesday");
      const insert = await removeForm(page);
      await expectSaved(page, "Since Tuesday");
      await expectFilesStored(page, [`${FILE.name} ${FILE.bytes.length}`]);
      await insert();
      await expect(form.message).toHaveValue("**Since Tuesday**");
      await expect(form.removeButton(FILE.name)).toBeVisible();
    });
  });
}

test("a stored draft is not replaced by the text of a form that is removed before its lock is granted", async ({
  form,
  page,
}) => {
  await form.open();
  await writeMessage(form, "Stored before");
  await expectSaved(page, "Stored before");
  await page.addInitScript(delayLocks);
  await page.reload();
  await writeMessage(form, "Written since");
  const insert = await removeForm(page);
  await expectSaved(page, "Written since");
  expect((await storedRecords(page)).join()).toContain("Stored before");
  await insert();
  await expect(form.message).toHaveValue("**Stored before**");
});

test("the text of a form that is removed while another tab stores the draft is kept", async ({
  form,
  page,
  context,
}) => {
  await form.open();
  await writeMessage(form, "In the first tab");
  await expectSaved(page, "In the first tab");
  const other = await context.newPage();
  const second = new form.constructor(other);
  await second.open();
  await expect(draftNotice(second)).toContainText("in another tab");
  await writeMessage(second, "In the second tab");
  await other.evaluate(() => document.querySelector("open-ticket").remove());
  await expectSaved(page, "In the second tab");
  expect((await storedRecords(page)).join()).toContain("In the first tab");
});

test("a lock that the browser grants after its request has timed out is released at once", async ({
  form,
  page,
}) => {
  await page.addInitScript(() => {
    window.lateGrants = [];
    LockManager.prototype.request = (name, { signal }, callback) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          window.lateGrants.push(() => callback({ name, mode: "exclusive" }));
          reject(signal.reason);
        });
      });
  });
  await form.open();
  await writeMessage(form, "Since Tuesday");
  await page.waitForFunction(() => window.lateGrants.length > 0);
  const state = await page.evaluate(async () => {
    // The browser holds a lock until the returned promise is resolved, and releases it after an exception.
    const hold = async () => window.lateGrants[0]();
    const released = hold().then(
      () => "released",
      () => "released",
    );
    const held = new Promise((resolve) => setTimeout(() => resolve("held")));
    return Promise.race([released, held]);
  });
  expect(state).toBe("released");
});
