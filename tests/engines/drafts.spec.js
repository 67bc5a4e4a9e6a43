// Drafts: a reload, Back, the removal of the element and a second tab restore everything.
import {
  expectFilesStored,
  expectNoneStored,
  expectSaved,
  storedRecords,
} from "../e2e/support/drafts.js";
import { pseudoRandomBytes } from "../e2e/support/random-bytes.js";
import { describeFile } from "../e2e/support/reliability/sandbox-tickets.js";
import { ANSWERS, PASSWORD } from "../e2e/support/technical-department.js";
import { TemporaryFiles } from "../e2e/support/temporary-files.js";
import { expect, test } from "./support/fixtures.js";

const FILE = { name: "Zürich 🎫.log", bytes: pseudoRandomBytes(300_000, 7) };
const NOTICE = ".draft-notice";

let disk;
test.beforeAll(() => {
  disk = new TemporaryFiles({ [FILE.name]: FILE.bytes });
});
test.afterAll(() => disk.remove());

const expectFileSaved = (page) => expectFilesStored(page, [`${FILE.name} ${FILE.bytes.length}`]);

test("a reload restores text and files, which are then sent byte for byte", async ({
  form,
  page,
  ticket,
  openedTickets,
}) => {
  const { storesFiles } = page.engine;
  await form.open();
  await form.fill(ticket);
  await form.choose(disk.path(FILE.name));
  await form.expectFiles(FILE.name);
  const before = await form.snapshot();
  await expectSaved(page, ticket.Message);
  if (storesFiles) await expectFileSaved(page);
  else await form.expectText(".open-ticket", "This browser cannot save your files.");
  await page.reload();
  await form.expectText(NOTICE, /^Draft restored from .*\d\d?:\d\d/);
  await form.expectFiles(FILE.name);
  if (!storesFiles) {
    await form.expectText(".files", /was not saved with your draft\. Choose it again/);
    await form.choose(disk.path(FILE.name));
    await form.expectFiles(FILE.name);
  }
  await expect.poll(async () => (await form.snapshot()).values).toEqual(before.values);
  await form.send();
  const [opened, ...others] = await openedTickets();
  expect(others).toEqual([]);
  expect(opened).toEqual({ message: ticket.Message, files: [describeFile(FILE)] });
  await expectNoneStored(page);
});

test("text that is typed right before a reload is restored", async ({ form, page }) => {
  await form.open();
  await form.focusMessage();
  await page.type("Since Tuesday");
  await page.reload();
  await form.expectValue("Message", "Since Tuesday");
});

test("passwords are not stored, and all other answers are restored", async ({
  form,
  page,
  ticket,
}) => {
  await form.open();
  await form.fill({
    ...ticket,
    Department: "Technical",
    "Domain or server": ANSWERS[1],
    "Temporary password": PASSWORD,
    "Since when": ANSWERS[4],
    "You may restart the server": true,
  });
  await expectSaved(page, ANSWERS[1]);
  expect((await storedRecords(page)).join()).not.toContain(PASSWORD.slice(0, 4));
  await page.reload();
  await form.expectValue("Domain or server", ANSWERS[1]);
  await form.expectValue("Since when", ANSWERS[4]);
  await form.expectValue("You may restart the server", true);
  await form.expectValue("Temporary password", "");
});

test("Back from another page shows all fields as they were, and they are sent", async ({
  form,
  page,
  site,
  ticket,
  openedTickets,
}) => {
  site.setPage("/elsewhere", "<h1>Elsewhere</h1>");
  await form.open();
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement("a"), { href: "/elsewhere" }));
    window.isSameDocument = true;
  });
  await form.fill({
    ...ticket,
    Department: "Technical",
    "Domain or server": ANSWERS[1],
    "Page where it happens": ANSWERS[2],
    "Temporary password": PASSWORD,
    "Since when": ANSWERS[4],
  });
  const before = await form.snapshot();
  await page.evaluate(() => document.body.lastElementChild.click());
  const path = () => page.evaluate(() => location.pathname);
  await expect.poll(path).toBe("/elsewhere");
  await page.evaluate(() => history.back());
  await expect.poll(path).toBe("/");
  await form.expectReady();
  const { keepsDraftInHistory } = page.engine;
  if (!keepsDraftInHistory) await form.expectText(NOTICE, /^Draft restored from/);
  expect(await page.evaluate(() => window.isSameDocument ?? false)).toBe(keepsDraftInHistory);
  // The draft contains no password.
  const expected = keepsDraftInHistory ? PASSWORD : "";
  await form.expectValue("Temporary password", expected);
  const values = before.values.map(([id, value, isChecked]) => [
    id,
    value === PASSWORD ? expected : value,
    isChecked,
  ]);
  await expect.poll(async () => (await form.snapshot()).values).toEqual(values);
  await form.send();
  const [opened, ...others] = await openedTickets();
  expect(others).toEqual([]);
  expect(opened.message).toBe(ticket.Message);
});

test("a second tab shows a notice about the first, and either can take the ticket over", async ({
  form,
  page,
  ticket,
  openedTickets,
}) => {
  await form.open();
  await form.fill(ticket);
  const before = await form.snapshot();
  await expectSaved(page, ticket.Message);
  const tabs = await page.openTab();
  await form.open();
  await form.expectText(NOTICE, "You are writing this ticket in another tab.");
  await form.expectValue("Message", "");
  await form.click("Continue here");
  await form.expectText(NOTICE, /Draft restored from/);
  expect(await form.snapshot()).toEqual(before);
  await form.fill({ Message: "Changed in the second tab" });
  await expectSaved(page, "Changed in the second tab");
  await tabs.first();
  await form.expectText(NOTICE, "You continued this ticket in another tab.");
  await form.click("Continue here");
  await form.expectValue("Message", "Changed in the second tab");
  await form.send();
  await tabs.second();
  await form.expectValue("Message", "");
  expect(await openedTickets()).toHaveLength(1);
});

test("an element that is removed and inserted again keeps its content", async ({
  form,
  page,
  ticket,
}) => {
  await form.open();
  await form.fill(ticket);
  await expectSaved(page, ticket.Message);
  if (page.engine.storesFiles) {
    await form.choose(disk.path(FILE.name));
    await form.expectFiles(FILE.name);
    await expectFileSaved(page);
  }
  const before = await form.snapshot();
  for (const wait of [0, 20, 500]) {
    await page.evaluate(async (wait) => {
      const element = document.querySelector("open-ticket");
      const { parentNode } = element;
      element.remove();
      await new Promise((resolve) => setTimeout(resolve, wait));
      parentNode.append(element);
    }, wait);
    await expect.poll(() => form.snapshot()).toEqual(before);
  }
});
