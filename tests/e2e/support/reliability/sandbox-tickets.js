// Tickets in the sandbox, with the digests of their files.
import { createHash } from "node:crypto";
import { callSandbox, ticketsWithSubject } from "../sandbox-api.js";

const digest = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

/** Returns the name, the size and the digest of a file. */
export const describeFile = ({ name, bytes }) => `${name} ${bytes.length} ${digest(bytes)}`;

async function filesOf(origin, id) {
  const files = [];
  for (;;) {
    const parameters = { relatedid: id, type: "ticket", index: String(files.length) };
    const { filename, data } = await callSandbox(origin, "GetTicketAttachment", parameters);
    if (data === undefined) return files.sort();
    files.push(describeFile({ name: filename, bytes: Buffer.from(data, "base64") }));
  }
}

/** Returns the messages and files of all tickets with a subject. */
export async function ticketsInSandbox(origin, subject) {
  const tickets = await ticketsWithSubject(origin, subject);
  return Promise.all(
    tickets.map(async ({ id }) => {
      const { replies } = await callSandbox(origin, "GetTicket", { ticketid: id });
      return { message: replies.reply[0].message, files: await filesOf(origin, id) };
    }),
  );
}
