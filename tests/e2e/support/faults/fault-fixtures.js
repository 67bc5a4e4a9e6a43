// `test` with a faulty proxy in front of the relay, and a ticket with a unique subject.
import { test as base, expect } from "../fixtures.js";
import { SAMPLE_TICKET } from "../sample-ticket.js";
import { ticketsWithSubject } from "../sandbox-api.js";

export { expect };

export const test = base.extend({
  faultyProxy: async ({ faultyProxyOfWorker }, use) => {
    await faultyProxyOfWorker.reset();
    await use(faultyProxyOfWorker);
  },

  baseURL: ({ faultyProxy }, use) => use(faultyProxy.url),

  ticket: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from it.
    async ({}, use, { title }) =>
      use({ ...SAMPLE_TICKET, subject: `${title} ${Math.random()}`.slice(-200) }),
    {},
  ],

  /** Returns the tickets that the sandbox has stored with the subject of `ticket`. */
  openedTickets: ({ relay, ticket }, use) =>
    use(() => ticketsWithSubject(relay.url, ticket.subject)),
});
