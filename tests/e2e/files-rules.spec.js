// What is taken is said before anything is chosen, and what is not is told at once, with what to do.
import { drop, OnDisk } from "./files.js";
import { expect, test } from "./fixtures.js";
import { startRelay } from "./relay.js";
import { ADA, TicketForm } from "./ticket-form.js";

const row = (form, name) => form.host.getByRole("listitem").filter({ hasText: name });

/** Chooses a file as the page's own script would hand it over, with any name and type. */
function choose(form, ...files) {
  return form.host.evaluate((host, files) => {
    const picker = host.shadowRoot.querySelector("#open-ticket-files");
    const transfer = new DataTransfer();
    for (const { name, type = "", text = "x" } of files) {
      transfer.items.add(new File([text], name, { type }));
    }
    picker.files = transfer.files;
    picker.dispatchEvent(new Event("change", { bubbles: true }));
  }, files);
}

test("kinds, count, size of each and size in all are said before, and with the button", async ({
  form,
}) => {
  await form.open();
  const said = await form.saidAt(form.addFiles);
  expect(said).toMatch(/png, txt, webp/);
  expect(said).toMatch(/10 at most, each up to 4\.0 MB, up to 4\.5 MB in all/);
});

test("what can be said by name and size is said at once, file by file", async ({ form }) => {
  await form.open();
  await form.attach(
    { name: "good.txt", bytes: Buffer.from("good") },
    { name: "setup.exe", bytes: Buffer.from("MZ") },
    { name: "empty.txt", bytes: Buffer.alloc(0) },
    { name: "large.zip", bytes: Buffer.alloc(4_000_001) },
  );
  await expect(row(form, "good.txt")).toContainText("4 bytes");
  await expect(row(form, "setup.exe")).toContainText(
    "setup.exe is of another kind than those that can be sent: bin, conf,",
  );
  await expect(row(form, "empty.txt")).toContainText(
    "empty.txt is empty: remove it, or choose the file again",
  );
  await expect(row(form, "large.zip")).toContainText(
    "large.zip is 4000001 bytes. A file can be 4000000 bytes at most: make it smaller, or send a link to it",
  );
});

test("a name that looks like a place in a sentence is said as it is", async ({ form }) => {
  await form.open();
  await form.attach({ name: "{size}{limit}.zip", bytes: Buffer.alloc(4_000_001) });
  await expect(row(form, "{size}{limit}.zip")).toContainText(
    "{size}{limit}.zip is 4000001 bytes. A file can be 4000000 bytes at most:",
  );
});

test("too many and too much are told of all of them together", async ({ form }) => {
  await form.open();
  await form.attach(
    ...Array.from({ length: 11 }, (_, n) => ({ name: `${n}.txt`, bytes: Buffer.from(`${n}`) })),
  );
  const told = form.host.locator("#open-ticket-files-error");
  await expect(told).toHaveText("Remove 1 of the files: 10 can go along");
  expect(await form.saidAt(form.addFiles)).toContain("Remove 1 of the files");
  await form.remove("10.txt").click();
  await expect(told).toHaveText("");
  await form.remove("9.txt").click();
  await form.remove("8.txt").click();
  await form.attach(
    { name: "a.zip", bytes: Buffer.alloc(2_500_000, 1) },
    { name: "b.zip", bytes: Buffer.alloc(2_500_000, 2) },
  );
  await expect(told).toHaveText(
    "The files come to 5.0 MB, and 4.5 MB fit: remove some, or send a link to them",
  );
});

test("a type that is known and another one than the extension's is refused", async ({ form }) => {
  await form.open();
  await choose(
    form,
    { name: "photo.png", type: "image/jpeg" },
    { name: "photo.jpg", type: "image/jpeg" },
    { name: "table.csv", type: "application/vnd.ms-excel" },
    { name: "strange.log", type: "x/unknown" },
  );
  await expect(row(form, "photo.png")).toContainText(
    "photo.png is in fact of the type image/jpeg: give it the name that goes with that",
  );
  await expect(form.host.locator(".files .bad")).toHaveCount(1);
});

test("a picture without an extension gets its own, and both names are shown", async ({ form }) => {
  await form.open();
  await choose(form, { name: "image", type: "image/png" });
  await expect(row(form, "image.png")).toContainText("It was called “image”");
});

test("the same file twice is told, and is none any more once the first is removed", async ({
  form,
}) => {
  await form.open();
  await choose(form, { name: "a.log", text: "same" }, { name: "a.log", text: "diff" });
  await choose(form, { name: "a.log", text: "same" });
  const bad = form.host.locator(".files .bad");
  await expect(bad).toHaveCount(1);
  await expect(bad).toContainText(
    "a.log is there already, with the same contents: remove one of the two",
  );
  await expect(form.host.getByRole("listitem").nth(2).locator(".bad")).toBeVisible();
  await form.remove("a.log").first().click();
  await expect(bad).toHaveCount(0);
  await form.host.getByRole("button", { name: "Undo a.log" }).click();
  await expect(bad).toHaveCount(1);
});

test("two large files of one name and size are told apart by their last byte", async ({ form }) => {
  await form.open();
  const bytes = (last) => Buffer.concat([Buffer.alloc(2_000_000, 7), Buffer.from([last])]);
  await form.attach({ name: "a.bin", bytes: bytes(1) }, { name: "a.bin", bytes: bytes(2) });
  await form.attach({ name: "b.bin", bytes: bytes(1).subarray(0, 200_000) });
  await form.attach({ name: "b.bin", bytes: bytes(1).subarray(0, 200_000) });
  await expect(form.host.locator(".files .bad")).toHaveCount(1);
  await expect(form.host.locator(".files .bad")).toContainText("b.bin is there already");
});

test("what cannot be opened is told at once: it is gone, or is no file", async ({ form, page }) => {
  // In a browser that does not tell folders from files.
  await page.addInitScript(() => {
    delete DataTransferItem.prototype.webkitGetAsEntry;
  });
  const disk = new OnDisk({ "stays.txt": "here", "photos.zip/": "" });
  const files = ["stays.txt", "never.log", "photos.zip"].map((name) => disk.at(name));
  await form.open();
  await drop(page, form.subject, ...files);
  await expect(row(form, "never.log")).toContainText(
    "never.log cannot be opened. It may be a folder, belong to somebody else, or not be on this device yet",
  );
  await expect(row(form, "photos.zip")).toContainText("photos.zip cannot be opened.");
  await expect(row(form, "stays.txt").locator(".bad")).toHaveCount(0);
  await form.fill(ADA);
  await form.send.click();
  await expect(
    form.summary.getByRole("link", { name: /never\.log cannot be opened/ }),
  ).toBeVisible();
  disk.remove();
});

test("a name that cannot be is made safe, both are shown, and the safe one arrives", async ({
  form,
  page,
}) => {
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
  await choose(form, ...names.map(([name]) => ({ name })));
  for (const [, safe, shown] of names) {
    await expect(row(form, `It was called “${shown}”`).locator(".name")).toHaveText(safe);
  }
  await form.fill(ADA);
  await form.send.click();
  await form.view.click();
  for (const [, safe] of names) {
    await expect(page.getByRole("link", { name: safe, exact: true })).toBeVisible();
  }
});

test("hostile and foreign names are shown as text, and stored as they are", async ({
  form,
  page,
}) => {
  const names = [
    "<img src=x onerror=alert(1)>.txt",
    '"><svg onload=alert(1)>.txt',
    "{{7*7}} \u0024{7*7} $(id) `id`.txt",
    "日本語 ملف отчёт.txt",
    "👨‍👩‍👧‍👦.txt",
    "e\u0301 é.txt",
    "--help; rm -rf ~ & 100%.txt",
    "%2e%2e%2fpasswd.txt",
  ];
  await form.open();
  await choose(form, ...names.map((name, n) => ({ name, text: `${n}` })));
  await expect(form.host.locator(".files .name")).toHaveText(names);
  await form.fill(ADA);
  await form.send.click();
  await form.view.click();
  for (const name of names) {
    await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
  }
});

test("what does not fit beside the message is told before it is sent, in the files' own bytes", async ({
  browser,
}) => {
  const relay = await startRelay(undefined, (config) =>
    config
      .replace("max_body = 8_388_608", "max_body = 100_000")
      .replace("total_bytes = 4_500_000", "total_bytes = 50_000"),
  );
  const page = await browser.newPage({ baseURL: relay.url });
  const sent = [];
  page.on("request", (request) => {
    if (request.method() === "POST") sent.push(request.url());
  });
  const form = new TicketForm(page);
  await form.open();
  await form.fill({ ...ADA, message: "🎫".repeat(2_000) });
  await form.attach({ name: "a.zip", bytes: Buffer.alloc(48_000) });
  await expect(form.host.locator("#open-ticket-files-error")).toHaveText(
    /The files come to 48 kB, and beside so long a message 4\d kB fit: remove some, or shorten/,
  );
  await form.send.click();
  await expect(form.summary.getByRole("link")).toHaveText([/beside so long a message/]);
  expect(sent).toEqual([]);
  await form.message.fill("🎫".repeat(10_000));
  await form.send.click();
  await expect(form.summary.getByRole("link")).toHaveText([/What you wrote comes to 120 kB/]);
  expect(sent).toEqual([]);
  await form.message.fill("short");
  await form.send.click();
  await form.number();
  await page.close();
  await relay.stop();
});
