// The pages of the sandbox: its outbox and a ticket with answers and files.
import { expect } from "../fixtures.js";
import { startRelay } from "../relay-process.js";
import { SAMPLE_TICKET } from "../sample-ticket.js";
import { callSandbox } from "../sandbox-api.js";
import { fillTechnicalFields } from "../technical-department.js";

const MESSAGE = `Since **Tuesday** the engine does not turn.

1. I start it with \`engine --start\`.
2. It prints:

\`\`\`
error: the mill does not answer
\`\`\`

| Card | Result |
|---|---|
| Operation | read |
| Variable | not read |

> Have you tried oil?

- [x] Oil
- [ ] Steam

![The mill](mill.png)`;

const FILES = [
  { name: "engine.log", bytes: Buffer.from("error\n") },
  { name: "mill.png", bytes: Buffer.from("not an image") },
];

/** Visits the pages of a separate sandbox: the outbox shows the emails of all tickets. */
export async function visitSandbox(form, inspect, pageErrors) {
  const site = await startRelay();
  pageErrors.allow(new RegExp(`request to another origin: ${site.url}`));
  try {
    await visitPages(form, site.url, inspect);
  } finally {
    await site.stop();
  }
}

async function visitPages(form, origin, inspect) {
  const { page } = form;
  const outbox = `${origin}/sandbox/outbox`;
  await page.goto(outbox);
  await inspect("outbox without emails");
  await callSandbox(origin, "OpenTicket", {
    deptid: "1",
    name: "Grace Hopper",
    email: "grace@example.com",
    subject: "Is a compiler included?",
    message: "I would like to know",
  });
  await form.open(`${origin}/`);
  await form.fill({ ...SAMPLE_TICKET, department: "Technical", message: MESSAGE });
  await fillTechnicalFields(form);
  await form.attach(...FILES);
  await form.submitButton.click();
  await form.ticketNumber();
  await form.viewTicketLink.click();
  // The text can be rendered before the stylesheet is loaded.
  await page.waitForLoadState();
  await expect(page.getByRole("heading", { name: SAMPLE_TICKET.subject })).toBeVisible();
  await inspect("ticket page");
  await page.goto(`${origin}/sandbox/viewticket.php`);
  await inspect("unknown ticket");
  await page.goto(outbox);
  await inspect("outbox");
}
