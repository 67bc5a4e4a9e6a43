// Opens a ticket with the npm package whmcs-api. Input: the request as JSON. Output: the result as JSON.
import Whmcs from "whmcs-api";
import { runDriver } from "./driver.js";

await runDriver(async ({ url, ticket }) => {
  const credentials = { identifier: "sandbox", secret: "sandbox", responsetype: "json" };
  await new Whmcs({ endpoint: url, ...credentials }).call("OpenTicket", ticket);
});
