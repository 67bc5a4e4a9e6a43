// The npm package `whmcs` and the sandbox: all responses that the client reads. It authenticates with
// username and password, and sends `action=openticket`.
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import Whmcs from "whmcs";
import { startSandbox } from "./support/sandbox.js";

const FILES = [
  { name: "sample_text_file.txt", bytes: Buffer.from("This is a sample text file contents") },
  { name: "Zürich 🎫.bin", bytes: Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)) },
];

/** Encodes files as the `attachments` parameter that WHMCS documents. */
function encodeAttachments(files) {
  const list = files.map(({ name, bytes }) => ({ name, data: bytes.toString("base64") }));
  return Buffer.from(JSON.stringify(list)).toString("base64");
}

let sandbox;
let support;
let customers;

test.beforeAll(async () => {
  sandbox = await startSandbox();
  const client = new Whmcs({
    username: "sandbox",
    password: "sandbox",
    serverUrl: sandbox.url,
  });
  support = client.support;
  customers = client.customers;
});

test.afterAll(() => sandbox?.stop());

/** Calls a method of the client, which takes a callback as its last argument. */
const call = (api, method, ...args) => promisify(api[method].bind(api))(...args);

test("a ticket that the client opens is stored as sent", async () => {
  const opened = await call(
    support,
    "openTicket",
    1,
    3,
    "a+b & c=d 100% 🎫",
    "It **works** since\r\nTuesday",
    {
      priority: "High",
      serviceid: 1,
      markdown: true,
      customfields: Buffer.from('a:1:{i:1;s:5:"web-1";}').toString("base64"),
      attachments: encodeAttachments(FILES),
    },
  );
  expect(opened.result).toBe("success");
  expect(opened.tid).toMatch(/^\d{6}$/);

  const ticket = await call(support, "getTicket", opened.id);
  expect(ticket).toMatchObject({
    tid: opened.tid,
    c: opened.c,
    userid: "1",
    deptid: "3",
    name: "Ada Lovelace",
    subject: "a+b & c=d 100% 🎫",
    priority: "High",
    service: "S1",
  });
  expect(ticket.replies.reply[0].message).toBe("It **works** since\r\nTuesday");
  expect(ticket.customfields.customfield[0].value).toBe("web-1");
  for (const [index, { name, bytes }] of FILES.entries()) {
    // The client has no method for this action.
    const parameters = { type: "ticket", relatedid: opened.id, index };
    const file = await sandbox.call("GetTicketAttachment", parameters);
    expect(file.filename).toBe(name);
    expect(Buffer.from(file.data, "base64").equals(bytes)).toBe(true);
  }
});

test("the sandbox's errors have WHMCS's messages", async () => {
  await expect(call(support, "openTicket", 99, 1, "Subject", "Message")).rejects.toThrow(
    "WHMCS Error (200): Client ID Not Found",
  );
  await expect(call(support, "openTicket", 1, 99, "Subject", "Message")).rejects.toThrow(
    "Department ID not found",
  );
});

test("the client finds a customer's tickets, services and domains", async () => {
  await call(support, "openTicket", 2, 1, "Of client 2", "Message");
  const tickets = await call(support, "getTickets", { clientid: 2, status: "Open" });
  expect(tickets.tickets.ticket.map(({ subject }) => subject)).toContain("Of client 2");
  const products = await call(customers, "getCustomerProducts", 2, {});
  expect(products.products.product.map(({ name }) => name)).toEqual(["Shared Hosting"]);
  const domains = await call(customers, "getCustomerDomains", 2, {});
  expect(domains.domains.domain.map(({ domainname }) => domainname)).toEqual(["example.net"]);
});
