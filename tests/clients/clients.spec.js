// Third-party clients of WHMCS's API, against the sandbox: their requests, the stored tickets, and the
// refusals.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { CLIENTS, uploadByCurl } from "./support/clients.js";
import { startSandbox } from "./support/sandbox.js";

const TICKET = {
  clientid: 1,
  deptid: 3,
  subject: "a+b & c=d 100% 🎫",
  message: "It **works** since\r\nTuesday",
};
const FILES = [
  { name: "sample_text_file.txt", bytes: Buffer.from("This is a sample text file contents") },
  { name: "Zürich 🎫.bin", bytes: Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)) },
];
/** A list of files that is not encoded, as a caller may pass it by mistake. */
const LIST = [{ name: "a.txt", data: "hello" }];

const encode = (files) => {
  const list = files.map(({ name, bytes }) => ({ name, data: bytes.toString("base64") }));
  return Buffer.from(JSON.stringify(list)).toString("base64");
};

let sandbox;
const rows = new Map();

test.beforeAll(async () => {
  sandbox = await startSandbox();
});

test.afterAll(() => sandbox?.stop());

const ticketCount = async () => {
  const list = await sandbox.call("GetTickets", { ignore_dept_assignments: 1, limitnum: 1 });
  return Number(list.totalresults);
};

/** Returns the latest ticket. */
async function latestTicket() {
  const { tickets } = await sandbox.call("GetTickets", { ignore_dept_assignments: 1, limitnum: 1 });
  return sandbox.call("GetTicket", { ticketid: tickets.ticket[0].id });
}

/** Expects the latest ticket to have the sent files, byte for byte. */
async function expectFiles(files) {
  const { ticketid, replies } = await latestTicket();
  expect(replies.reply[0].attachments.map(({ filename }) => filename)).toEqual(
    files.map(({ name }) => name),
  );
  for (const [index, { bytes }] of files.entries()) {
    const parameters = { type: "ticket", relatedid: ticketid, index };
    const { data } = await sandbox.call("GetTicketAttachment", parameters);
    expect(Buffer.from(data, "base64").equals(bytes)).toBe(true);
  }
}

/** Expects a refusal that names the encoding of files, with an example that works. */
function expectEncodingNamed(error) {
  expect(error).toContain('base64 of a JSON list of {"name", "data": base64}');
  expect(error).toContain("form-encoded by POST");
  expect(error).toContain("W3sibmFtZSI6ImEudHh0IiwiZGF0YSI6IllRPT0ifV0=");
}

/** Expects a refusal that states where the parameters belong. */
function expectPostNamed(error) {
  expect(error).toContain("the parameters are in the URL");
  expect(error).toContain("Send POST with Content-Type: application/x-www-form-urlencoded");
}

/** Returns the recorded parameters whose names have a prefix, as encoded in the request. */
async function recorded(prefix) {
  const { parameters } = await sandbox.lastRequest();
  const pairs = parameters.filter(([name]) => name.startsWith(prefix));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

for (const { name, open } of CLIENTS) {
  test(`${name}: a plain ticket, files and values match docs/sandbox.md`, async () => {
    const before = await ticketCount();
    const plain = await open({ url: sandbox.url, ticket: TICKET });
    const { method, contentType } = await sandbox.lastRequest();
    const format =
      contentType?.split(";")[0].replace("application/x-www-form-", "") ?? "in the URL";
    const row = [name, `${method}, ${format}`];

    if (method === "GET") {
      expectPostNamed(plain.error);
      const files = await open({ url: sandbox.url, ticket: { ...TICKET, attachments: LIST } });
      expectPostNamed(files.error);
      const encoded = { ...TICKET, attachments: encode(FILES) };
      expectPostNamed((await open({ url: sandbox.url, ticket: encoded })).error);
      expect(await ticketCount()).toBe(before);
      const wrong = "the parameters and the secret are in the URL";
      rows.set(name, [
        ...row,
        "refused with an explanation",
        "–",
        "–",
        "refused with an explanation",
        wrong,
      ]);
      return;
    }

    expect(plain).toEqual({});
    expect(await latestTicket()).toMatchObject({ ...TICKET_KEYS, replies: { reply: [MESSAGE] } });

    const flags = { ...TICKET, markdown: true, noemail: false };
    await open({ url: sandbox.url, ticket: flags });
    const booleans = [await recorded("markdown"), await recorded("noemail")].filter(Boolean);

    await open({ url: sandbox.url, ticket: { ...TICKET, priority: null } });
    const absent = (await recorded("priority")) || "left out";

    const count = await ticketCount();
    const naive = await open({ url: sandbox.url, ticket: { ...TICKET, attachments: LIST } });
    const sent = await recorded("attachments");
    expectEncodingNamed(naive.error);
    expect(await ticketCount()).toBe(count);

    const encoded = { ...TICKET, attachments: encode(FILES) };
    expect(await open({ url: sandbox.url, ticket: encoded })).toEqual({});
    await expectFiles(FILES);

    const code = (text) => `\`${text}\``;
    rows.set(name, [
      ...row,
      "opens",
      booleans.map(code).join(" "),
      absent === "left out" ? absent : code(absent),
      `${code(sent)} is refused; encoded files arrive`,
      faults(booleans, absent).join("; "),
    ]);
  });
}

/** Returns the faults in the values that a client sends. */
function faults(booleans, absent) {
  const found = ["a list of files is not encoded"];
  if (booleans.some((pair) => /=false$/i.test(pair))) found.push("PHP treats its `false` as true");
  if (absent.endsWith("=undefined")) found.push("a missing value is the string `undefined`");
  return found;
}

/** Response of GetTicket for the plain ticket. */
const TICKET_KEYS = { userid: "1", deptid: "3", subject: TICKET.subject, name: "Ada Lovelace" };
const MESSAGE = { message: TICKET.message };

test("a file that curl uploads in the form arrives byte for byte", async () => {
  const folder = mkdtempSync(join(tmpdir(), "open-ticket-upload-"));
  const [, { bytes }] = FILES;
  writeFileSync(join(folder, "all.bin"), bytes);
  expect(await uploadByCurl(sandbox.url, TICKET, join(folder, "all.bin"))).toEqual({});
  await expectFiles([{ name: "all.bin", bytes }]);
  rmSync(folder, { recursive: true });
});

test("docs/sandbox.md shows the table of the clients", async () => {
  const head = [
    "Client",
    "Request",
    "Plain ticket",
    "true, false",
    "No value",
    "Files as a list, and encoded",
    "Bugs",
  ];
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const table = [line(head), `|${"---|".repeat(head.length)}`, ...[...rows.values()].map(line)];
  console.log(table.join("\n"));
  expect(rows.size).toBe(CLIENTS.length);
  const documentation = readFileSync(new URL("../../docs/sandbox.md", import.meta.url), "utf8");
  expect(documentation).toContain(`${table.join("\n")}\n`);
});
