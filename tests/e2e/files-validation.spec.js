// Validation of files by type, count, size, contents and name, and the messages about it.
import { dropFiles } from "./support/drag-and-drop.js";
import { expect, test } from "./support/fixtures.js";
import { recordSubmissions } from "./support/record-requests.js";
import { startRelay } from "./support/relay-process.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { TemporaryFiles } from "./support/temporary-files.js";
import { TicketFormPage } from "./support/ticket-form-page.js";

const row = (form, name) => form.host.getByRole("listitem").filter({ hasText: name });

/** Selects files with any name and type, as a script of the host page can. */
function selectFiles(form, ...files) {
  return form.host.evaluate((host, files) => {
    const input = host.shadowRoot.querySelector("#open-ticket-files");
    const transfer = new DataTransfer();
    for (const { name, type = "", text = "x" } of files) {
      transfer.items.add(new File([text], name, { type }));
    }
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, files);
}

test("the attach button's description states the count and the size limits", async ({ form }) => {
  await form.open();
  const description = await form.descriptionOf(form.attachButton);
  expect(description).toMatch(/Up to 10 files, 4 MB each, 4\.5 MB in total/);
});

test("violations of type and size are shown immediately, next to each file", async ({ form }) => {
  await form.open();
  await form.attach(
    { name: "good.txt", bytes: Buffer.from("good") },
    { name: "setup.exe", bytes: Buffer.from("MZ") },
    { name: "empty.txt", bytes: Buffer.alloc(0) },
    { name: "large.zip", bytes: Buffer.alloc(4_000_001) },
  );
  await expect(row(form, "good.txt")).toContainText("4 bytes");
  await expect(row(form, "setup.exe")).toContainText(
    "This file has a file type that cannot be sent. Remove it, or choose one of the allowed types",
  );
  await expect(row(form, "empty.txt")).toContainText(
    "This file is empty. Remove it, or choose another file",
  );
  await expect(row(form, "large.zip")).toContainText(
    "4,000,001 bytes. The limit per file is 4,000,000 bytes. Make it smaller, or share a link instead",
  );
});

test("a file name that looks like a placeholder is shown unchanged", async ({ form }) => {
  await form.open();
  await form.attach({ name: "{size}{limit}.zip", bytes: Buffer.alloc(4_000_001) });
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText(
    "{size}{limit}.zip is 4,000,001 bytes. The limit per file is 4,000,000 bytes.",
  );
});

test("violations of the count and the total size are shown for all files together", async ({
  form,
}) => {
  await form.open();
  await form.attach(
    ...Array.from({ length: 11 }, (_, n) => ({ name: `${n}.txt`, bytes: Buffer.from(`${n}`) })),
  );
  const error = form.host.locator("#open-ticket-files-error");
  await expect(error).toHaveText("You have too many files. The limit is 10. Remove 1");
  expect(await form.descriptionOf(form.attachButton)).toContain("You have too many files");
  await form.removeButton("10.txt").click();
  await expect(error).toHaveText("");
  await form.removeButton("9.txt").click();
  await form.removeButton("8.txt").click();
  await form.attach(
    { name: "a.zip", bytes: Buffer.alloc(2_500_000, 1) },
    { name: "b.zip", bytes: Buffer.alloc(2_500_000, 2) },
  );
  await expect(error).toHaveText(
    "Your files are 5 MB in total. The limit is 4.5 MB. Remove some, or share a link instead",
  );
});

test("a file whose type contradicts its extension is rejected", async ({ form }) => {
  await form.open();
  await selectFiles(
    form,
    { name: "photo.png", type: "image/jpeg" },
    { name: "photo.jpg", type: "image/jpeg" },
    { name: "table.csv", type: "application/vnd.ms-excel" },
    { name: "strange.log", type: "x/unknown" },
  );
  await expect(row(form, "photo.png")).toContainText(
    "This file has the type image/jpeg. Rename it to match",
  );
  await expect(form.host.locator(".files .invalid")).toHaveCount(1);
});

test("an image without an extension gets one, and both names are shown", async ({ form }) => {
  await form.open();
  await selectFiles(form, { name: "image", type: "image/png" });
  await expect(row(form, "image.png")).toContainText("Renamed from “image”");
});

test("a duplicate is rejected until the first file is removed", async ({ form }) => {
  await form.open();
  await selectFiles(form, { name: "a.log", text: "same" }, { name: "a.log", text: "diff" });
  await selectFiles(form, { name: "a.log", text: "same" });
  const invalid = form.host.locator(".files .invalid");
  await expect(invalid).toHaveCount(1);
  await expect(invalid).toContainText("This file is attached twice. Remove one");
  await expect(form.host.getByRole("listitem").nth(2).locator(".invalid")).toBeVisible();
  await form.removeButton("a.log").first().click();
  await expect(invalid).toHaveCount(0);
  await form.host.getByRole("button", { name: "Undo a.log" }).click();
  await expect(invalid).toHaveCount(1);
});

test("large files of the same name and size are compared up to the last byte", async ({ form }) => {
  await form.open();
  const bytes = (last) => Buffer.concat([Buffer.alloc(2_000_000, 7), Buffer.from([last])]);
  await form.attach({ name: "a.bin", bytes: bytes(1) }, { name: "a.bin", bytes: bytes(2) });
  await form.attach({ name: "b.bin", bytes: bytes(1).subarray(0, 200_000) });
  await form.attach({ name: "b.bin", bytes: bytes(1).subarray(0, 200_000) });
  await expect(form.host.locator(".files .invalid")).toHaveCount(1);
  await expect(form.host.locator(".files .invalid")).toContainText("This file is attached twice");
});

test("missing files and folders are reported as unreadable immediately", async ({ form, page }) => {
  // Simulates a browser that cannot distinguish folders from files.
  await page.addInitScript(() => {
    delete DataTransferItem.prototype.webkitGetAsEntry;
  });
  const temporaryFiles = new TemporaryFiles({ "stays.txt": "here", "photos.zip/": "" });
  const files = ["stays.txt", "never.log", "photos.zip"].map((name) => temporaryFiles.path(name));
  await form.open();
  await dropFiles(page, form.subject, ...files);
  await expect(row(form, "never.log")).toContainText(
    "This file cannot be opened. Check that it is saved on this device and opens",
  );
  await expect(row(form, "photos.zip")).toContainText("This file cannot be opened.");
  await expect(row(form, "stays.txt").locator(".invalid")).toHaveCount(0);
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await expect(
    form.errorSummary.getByRole("link", { name: /never\.log cannot be opened/ }),
  ).toBeVisible();
  temporaryFiles.remove();
});

test("an unsafe file name is sanitized, and both names are shown", async ({ form, page }) => {
  const long = `${"ü".repeat(200)}.txt`;
  const names = [
    ["invoice_\u202efdp.txt", "invoice_fdp.txt", "invoice_[U+202E]fdp.txt"],
    ["a\u0000b\u001b[31m.txt", "ab[31m.txt", "a[U+0000]b[U+001B][31m.txt"],
    ["NUL.txt", "_NUL.txt", "NUL.txt"],
    ["C:\\logs\\error.log", "error.log", "C:\\logs\\error.log"],
    ["..\\..\\boot.txt", "boot.txt", "..\\..\\boot.txt"],
    [long, `${"ü".repeat(125)}.txt`, long],
  ];
  await form.open();
  await selectFiles(form, ...names.map(([name]) => ({ name })));
  for (const [, sanitized, original] of names) {
    await expect(row(form, `Renamed from “${original}”`).locator(".name")).toHaveText(sanitized);
  }
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await form.viewTicketLink.click();
  for (const [, sanitized] of names) {
    await expect(page.getByRole("link", { name: sanitized, exact: true })).toBeVisible();
  }
});

test("HTML, template syntax and Unicode in file names are shown as text and stored unchanged", async ({
  form,
  page,
}) => {
  const names = [
    "<img src=x onerror=alert(1)>.txt",
    '"><svg onload=alert(1)>.txt',
    "{{7*7}} \u0024{7*7} $(id) `id`.txt",
    "日本語 ملف отчёт.txt",
    "👨‍👩‍👧‍👦.txt",
    "é.txt",
    "--help; rm -rf ~ & 100%.txt",
    "%2e%2e%2fpasswd.txt",
  ];
  await form.open();
  await selectFiles(form, ...names.map((name, n) => ({ name, text: `${n}` })));
  await expect(form.host.locator(".files .name")).toHaveText(names);
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  await form.viewTicketLink.click();
  for (const name of names) {
    await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
  }
});

test("a long message lowers the size limit for files, validated before submission", async ({
  browser,
}) => {
  const relay = await startRelay(undefined, (config) =>
    config
      .replace("max_body_bytes = 8_388_608", "max_body_bytes = 100_000")
      .replace("total_bytes = 4_500_000", "total_bytes = 50_000"),
  );
  const page = await browser.newPage({ baseURL: relay.url });
  const submissions = recordSubmissions(page);
  const form = new TicketFormPage(page);
  await form.open();
  await form.fill({ ...SAMPLE_TICKET, message: "🎫".repeat(2_000) });
  await form.attach({ name: "a.zip", bytes: Buffer.alloc(48_000) });
  await expect(form.host.locator("#open-ticket-files-error")).toHaveText(
    /Your files are 48 kB in total\. With a message this long, the limit is 4\d(\.\d)? kB\. Remove some files, or shorten/,
  );
  await form.submitButton.click();
  await expect(form.errorSummary.getByRole("link")).toHaveText([/With a message this long/]);
  expect(submissions).toEqual([]);
  await form.message.fill("🎫".repeat(10_000));
  await form.submitButton.click();
  await expect(form.errorSummary.getByRole("link")).toHaveText([
    /Your message takes up 120 kB when it is sent/,
  ]);
  expect(submissions).toEqual([]);
  await form.message.fill("short");
  await form.submitButton.click();
  await form.ticketNumber();
  await page.close();
  await relay.stop();
});
