// Opens a ticket with the npm package whmcs. Input: the request as JSON. Output: the result as JSON.
import { promisify } from "node:util";
import Whmcs from "whmcs";
import { runDriver } from "./driver.js";

await runDriver(async ({ url, ticket }) => {
  const { clientid, deptid, subject, message, ...options } = ticket;
  const { support } = new Whmcs({ username: "sandbox", password: "sandbox", serverUrl: url });
  const openTicket = promisify(support.openTicket.bind(support));
  await openTicket(clientid, deptid, subject, message, options);
});
