// The main scenario: a guest's and a client's ticket, from the form to the sandbox, byte for byte.
import { pseudoRandomBytes } from "../e2e/support/random-bytes.js";
import { describeFile } from "../e2e/support/reliability/sandbox-tickets.js";
import { callSandbox, ticketsWithSubject } from "../e2e/support/sandbox-api.js";
import { ANSWERS, PASSWORD } from "../e2e/support/technical-department.js";
import { TemporaryFiles } from "../e2e/support/temporary-files.js";
import { expect, test } from "./support/fixtures.js";

const MESSAGE = "# Since Tuesday\n\n**web-1** fails: 'ü' \\ \"é\" & = % +\n\n- restarted\n- 障害";
const PREVIEW = "[part=open-ticket-preview]";
const FILES = [
  { name: "random.bin", bytes: pseudoRandomBytes(1_500_000) },
  {
    name: "Zürich 🎫.txt",
    bytes: Buffer.from('Grüezi\r\nmit 🎫, \0 und \\ "Gänsefüßchen" + & = %\n'),
  },
];

let disk;
test.beforeAll(() => {
  disk = new TemporaryFiles(Object.fromEntries(FILES.map(({ name, bytes }) => [name, bytes])));
});
test.afterAll(() => disk.remove());

test("a ticket with custom fields and files is stored as entered, and its number is shown", async ({
  form,
  relay,
  ticket,
  openedTickets,
}) => {
  await form.open();
  await form.fill({ ...ticket, Department: "Technical", Message: "" });
  await form.focusMessage();
  // Enter continues the list.
  await form.page.type(MESSAGE.replace("\n- 障害", "\n障害"));
  await form.expectValue("Message", MESSAGE);
  await form.expectText(`${PREVIEW} :is(h1, h2, h3, h4, h5, h6)`, "Since Tuesday");
  await form.expectText(`${PREVIEW} strong`, "web-1");
  await form.expectText(`${PREVIEW} li`, "restarted\n障害");
  await form.fill({
    "Domain or server": ANSWERS[1],
    "Page where it happens": ANSWERS[2],
    "Temporary password": PASSWORD,
    "Since when": ANSWERS[4],
    "What you changed": ANSWERS[6],
    "You may restart the server": true,
    Priority: "High",
  });
  await form.choose(...FILES.map(({ name }) => disk.path(name)));
  await form.expectFiles(...FILES.map(({ name }) => name));

  const number = await form.send();
  const [opened, ...others] = await openedTickets();
  expect(others).toEqual([]);
  expect(opened.files).toEqual(FILES.map(describeFile).sort());
  expect(opened.message).toBe(MESSAGE);
  const [{ id, tid, priority }] = await ticketsWithSubject(relay.url, ticket.Subject);
  expect({ tid, priority }).toEqual({ tid: number, priority: "High" });
  const { customfields } = await callSandbox(relay.url, "GetTicket", { ticketid: id });
  expect(customfields?.customfield ?? []).toMatchObject(
    Object.entries(ANSWERS).map(([id, value]) => ({ id, value })),
  );
});

test("the confirmation has the focus, and leads to an empty form for another ticket", async ({
  form,
  ticket,
  openedTickets,
}) => {
  await form.open();
  await form.fill(ticket);
  const first = await form.send();
  await form.expectFocus({ text: expect.stringContaining(first) });
  await form.click("Open another ticket");
  await form.expectValue("Message", "");
  await form.expectValue("Subject", "");
  await form.fill(ticket);
  expect(await form.send()).not.toBe(first);
  expect(await openedTickets()).toHaveLength(2);
});

test("an empty form lists its errors, takes the focus there, and opens no ticket", async ({
  form,
  site,
  ticket,
}) => {
  await form.open();
  await form.click("Send ticket");
  await form.expectText("[role=alert]", "Enter a message");
  await form.expectFocus({ text: expect.stringContaining("Enter a message") });
  await form.click("Enter a message");
  await form.expectFocus({ id: "open-ticket-message" });
  expect(site.requests.filter((request) => request.startsWith("POST"))).toEqual([]);
  await form.fill(ticket);
  await form.send();
});

test("a signed-in client opens a ticket about a service, without entering a name", async ({
  form,
  relay,
  ticket,
}) => {
  await form.open("/?as=client");
  await form.expectText(".open-ticket", "Ada Lovelace");
  expect(await form.query("#open-ticket-name")).toBeUndefined();
  const service = await form.control("Related service");
  const options = await form.page.evaluate(
    ({ options }) => [...options].map(({ value, text }) => ({ value, text })),
    service,
  );
  const { text } = options.find(({ value }) => value === "S1");
  const { Subject, Message } = ticket;
  await form.fill({ Department: "Billing", Subject, Message, "Related service": text });
  const number = await form.send();
  const [opened] = await ticketsWithSubject(relay.url, Subject);
  expect(opened).toMatchObject({ tid: number, userid: "1", service: "S1" });
});

test("controls have the names and roles that assistive technology reads", async ({ form }) => {
  await form.open();
  for (const name of ["Your name", "Your email address", "Subject", "Message"]) {
    const control = await form.control(name);
    expect(await control.getAccessibleName()).toMatch(new RegExp(`^${name}`));
    expect((await control.getAriaRole()).toLowerCase()).toBe("textbox");
  }
  const attach = await form.button("Attach files");
  expect(await attach.getAccessibleName()).toBe("Attach files");
  expect(await attach.getAriaRole()).toBe("button");
});
