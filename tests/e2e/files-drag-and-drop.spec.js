// Files and folders that are dropped on the form or outside of it.
import { dropFiles, FileDrag } from "./support/drag-and-drop.js";
import { test as base, expect } from "./support/fixtures.js";
import { holdRequests } from "./support/hold-requests.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { TemporaryFiles } from "./support/temporary-files.js";

const FILES = {
  "note.txt": "a note",
  "setup.exe": "MZ",
  "photos/": "",
  "photos/page 10.txt": "ten",
  "photos/page 2.txt": "two",
  "photos/older/page 1.txt": "one",
  "photos/setup.exe": "MZ",
  "nothing/": "",
  "nothing/here/": "",
};

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from it.
  temporaryFiles: async ({}, use) => {
    const temporaryFiles = new TemporaryFiles(FILES);
    await use(temporaryFiles);
    temporaryFiles.remove();
  },
});

const fileNames = (form) => form.host.locator(".files .name").allInnerTexts();
const dropZone = (form) => form.host.locator(".drop-zone");
const attachments = (form) => form.host.locator(".attachments");

test("files dropped on the drop zone or anywhere on the form are attached", async ({
  form,
  page,
  temporaryFiles,
}) => {
  await form.open();
  await dropFiles(page, attachments(form), temporaryFiles.path("note.txt"));
  await expect(form.removeButton("note.txt")).toBeVisible();
  await dropFiles(page, form.subject, temporaryFiles.path("photos/page 2.txt"));
  await expect(form.removeButton("page 2.txt")).toBeVisible();
  await dropFiles(page, form.message, temporaryFiles.path("photos/page 10.txt"));
  await expect(form.removeButton("page 10.txt")).toBeVisible();
  await expect(form.message).toHaveValue("");
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await form.viewTicketLink.click();
  for (const name of ["note.txt", "page 2.txt", "page 10.txt"]) {
    await expect(page.getByRole("link", { name })).toBeVisible();
  }
});

test("the drop zone appears while files are dragged over the form, and moves nothing", async ({
  form,
  page,
  temporaryFiles,
}) => {
  await form.open();
  await expect(form.host.getByText("or drag them here")).toBeVisible();
  const top = async () => (await form.submitButton.boundingBox()).y;
  const before = await top();
  const drag = await FileDrag.start(page, temporaryFiles.path("note.txt"));
  await expect(dropZone(form)).toHaveCount(0);
  await drag.moveOver(form.subject);
  await expect(dropZone(form)).toHaveText("Drop files to attach them");
  expect(await top()).toBe(before);
  await drag.moveOver(page.getByRole("heading", { level: 1 }));
  await expect(dropZone(form)).toHaveCount(0);
});

test("dropping files outside of the form keeps the page and the input", async ({
  form,
  page,
  temporaryFiles,
}) => {
  await form.open();
  await form.fill(SAMPLE_TICKET);
  const drag = await FileDrag.start(page, temporaryFiles.path("note.txt"));
  await drag.moveOver(form.subject);
  await drag.moveOver(page.getByRole("heading", { level: 1 }));
  await drag.drop();
  await dropFiles(page, form.subject, temporaryFiles.path("note.txt"));
  await expect(form.removeButton("note.txt")).toBeVisible();
  // Chromium opens a file in a new tab if no element handles the drop.
  expect(page.context().pages()).toHaveLength(1);
  await expect(form.subject).toHaveValue(SAMPLE_TICKET.subject);
  expect(await fileNames(form)).toEqual(["note.txt"]);
});

test("a drop zone of the host page still receives files", async ({
  form,
  page,
  temporaryFiles,
}) => {
  await form.open();
  await page.evaluate(() => {
    const hostZone = document.querySelector("h1");
    hostZone.addEventListener("dragover", (event) => event.preventDefault());
    hostZone.addEventListener("drop", (event) => {
      event.preventDefault();
      hostZone.textContent = event.dataTransfer.files[0].name;
    });
  });
  const drag = await FileDrag.start(page, temporaryFiles.path("note.txt"));
  await drag.moveOver(form.subject);
  await drag.moveOver(page.getByRole("heading", { level: 1 }));
  await drag.drop();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("note.txt");
  expect(await fileNames(form)).toEqual([]);
});

test("text can be dragged into the message, by the browser", async ({ form, page }) => {
  await form.open();
  await form.message.fill("one ");
  const session = await page.context().newCDPSession(page);
  const box = await form.message.boundingBox();
  const items = [{ mimeType: "text/plain", data: "dragged" }];
  const event = { x: box.x + 40, y: box.y + 24, data: { items, files: [], dragOperationsMask: 1 } };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, ...event });
  }
  await expect(form.message).toHaveValue(/dragged/);
  expect(await fileNames(form)).toEqual([]);
});

test("an image dragged from another page is attached as a file", async ({
  form,
  page,
  temporaryFiles,
}) => {
  await form.open();
  const session = await page.context().newCDPSession(page);
  const { x, y } = await form.subject.boundingBox();
  const items = [
    { mimeType: "text/plain", data: "https://example.com/note.txt" },
    { mimeType: "text/html", data: "<img src='https://example.com/note.txt'>" },
  ];
  const data = { items, files: [temporaryFiles.path("note.txt")], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: x + 9, y: y + 9, data });
  }
  await expect(form.removeButton("note.txt")).toBeVisible();
  await expect(form.subject).toHaveValue("");
});

test("all files of a dropped folder are attached, in natural order", async ({
  form,
  page,
  temporaryFiles,
}) => {
  await form.open();
  await dropFiles(
    page,
    form.message,
    temporaryFiles.path("note.txt"),
    temporaryFiles.path("photos"),
  );
  await expect(form.removeButton("page 10.txt")).toBeVisible();
  expect(await fileNames(form)).toEqual([
    "note.txt",
    "page 1.txt",
    "page 2.txt",
    "page 10.txt",
    "setup.exe",
  ]);
  const row = form.host.getByRole("listitem").filter({ hasText: "setup.exe" });
  await expect(row).toContainText("This file has a file type that cannot be sent");
});

test("the order of names ignores case in every script", async ({ form, page }) => {
  const names = ["zebra.txt", "äpfel 1.txt", "Äpfel 2.txt", "äpfel 3.txt", "Ж 1.txt", "ж 2.txt"];
  const temporaryFiles = new TemporaryFiles(
    Object.fromEntries(names.map((name) => [`fruit/${name}`, name])),
  );
  await form.open();
  await dropFiles(page, attachments(form), temporaryFiles.path("fruit"));
  await expect(form.removeButton("zebra.txt")).toBeVisible();
  expect(await fileNames(form)).toEqual(names);
  temporaryFiles.remove();
});

test("an empty folder is reported", async ({ form, page, temporaryFiles }) => {
  await form.open();
  await dropFiles(page, attachments(form), temporaryFiles.path("nothing"));
  const row = form.host.getByRole("listitem").filter({ hasText: "nothing" });
  await expect(row).toContainText("This folder is empty. Remove it");
  await form.removeButton("nothing").click();
  await expect(form.attachButton).toBeFocused();
});

test("a folder with more than 500 files is reported", async ({ form, page }) => {
  const files = Object.fromEntries(Array.from({ length: 601 }, (_, n) => [`all/${n}.txt`, "x"]));
  const temporaryFiles = new TemporaryFiles(files);
  await form.open();
  await dropFiles(page, attachments(form), temporaryFiles.path("all"));
  const row = form.host.getByRole("listitem");
  await expect(row).toContainText("This folder has more than 500 files");
  temporaryFiles.remove();
});

test("files dropped during a submission are ignored, and do not navigate the page", async ({
  form,
  page,
  temporaryFiles,
}) => {
  const release = await holdRequests(page, "**/api/ticket", "POST");
  await form.open();
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await expect(form.progressBar).toBeVisible();
  await dropFiles(page, form.submitButton, temporaryFiles.path("note.txt"));
  await dropFiles(page, form.subject, temporaryFiles.path("note.txt"));
  release();
  await form.ticketNumber();
});
