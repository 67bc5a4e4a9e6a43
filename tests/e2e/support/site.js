// The site under test: a relay, or another site with the same endpoint (integrations/), so that one suite
// tests both.
import { clientToken as relayToken } from "./client-token.js";
import { startRelay } from "./relay-process.js";

/**
 * Module that starts another site: `startSite`, `siteWithData` and `clientToken`, with the parameters and the
 * results of the functions for the relay.
 */
export const other = process.env.OPEN_TICKET_SITE ? await import(process.env.OPEN_TICKET_SITE) : {};

/** Starts the site. Takes the parameters of `startRelay`, and returns the same result. */
export const startSite = other.startSite ?? startRelay;

/**
 * Returns a token that identifies a client on the open page's site.
 *
 * @param {import("@playwright/test").Page} page
 * @param {number} [client] Default: client 1.
 */
export const tokenOf = (page, client = 1) =>
  other.clientToken ? other.clientToken(page, client) : relayToken({ client });
