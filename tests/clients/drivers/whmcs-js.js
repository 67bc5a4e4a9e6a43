// Opens a ticket with the npm package whmcs-js. Input: the request as JSON. Output: the result as JSON.
import whmcs from "whmcs-js";
import { runDriver } from "./driver.js";

await runDriver(async ({ url, ticket }) => {
  const support = new whmcs.Support({ serverUrl: url, identifier: "sandbox", secret: "sandbox" });
  const { result, message } = await support.openTicket(ticket);
  if (result === "error") throw new Error(message);
});
