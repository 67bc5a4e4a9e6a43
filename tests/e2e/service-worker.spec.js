// A service worker of the site handles the form's requests: it answers them from its cache, sends them again, or
// replaces their responses.
import { testWithRecorder as base, expect } from "./support/fixtures.js";
import { SAMPLE_TICKET } from "./support/sample-ticket.js";
import { openWithWorker, startServiceWorkerSite } from "./support/service-worker-site.js";
import { TicketFormPage } from "./support/ticket-form-page.js";

const NOTE = { name: "note.txt", bytes: Buffer.from("kept\n") };

const test = base.extend({
  /** Opens a form whose requests a worker handles, in a separate browser context. */
  openSite: async ({ browser, baseURL, locale }, use) => {
    const opened = [];
    await use(async (worker) => {
      const site = await startServiceWorkerSite(baseURL, worker);
      const context = await browser.newContext({ baseURL: site.url, locale });
      opened.push([context, site]);
      const form = new TicketFormPage(await context.newPage());
      await openWithWorker(form);
      return form;
    });
    for (const [context, site] of opened) {
      await context.close();
      await site.stop();
    }
  },
});

/* Runs in the worker: answers every repeated GET from its cache. The first submission does not arrive, and the
   responses to all others are lost. */
function cachingWorker() {
  let submissions = 0;
  const submit = async (request) => {
    submissions += 1;
    if (submissions > 1) await fetch(request);
    return Response.error();
  };
  const get = async (request) => {
    const cache = await caches.open("all");
    const cached = await cache.match(request);
    if (cached) return cached;
    const response = await fetch(request);
    await cache.put(request, response.clone());
    return response;
  };
  addEventListener("fetch", (event) => {
    if (!new URL(event.request.url).pathname.startsWith("/api/")) return;
    const handle = event.request.method === "POST" ? submit : get;
    event.respondWith(handle(event.request));
  });
}

/* Runs in the worker: sends each submission three times, and drops the first response. */
function repeatingWorker() {
  addEventListener("fetch", (event) => {
    if (event.request.method !== "POST") return;
    const repeat = async (request) => {
      const copies = [request.clone(), request.clone()];
      await fetch(request);
      await Promise.all(copies.map((copy) => fetch(copy)));
      return Response.error();
    };
    event.respondWith(repeat(event.request));
  });
}

/* Runs in the worker: replaces each response to a submission by a page. */
function offlinePageWorker() {
  addEventListener("fetch", (event) => {
    if (event.request.method !== "POST") return;
    const respond = async (request) => {
      await fetch(request);
      return new Response("<h1>You are offline</h1>", { headers: { "content-type": "text/html" } });
    };
    event.respondWith(respond(event.request));
  });
}

test("a ticket that was opened is found, although the worker has cached an earlier outcome", async ({
  openSite,
  recorder,
}) => {
  const form = await openSite(cachingWorker);
  await form.fill(SAMPLE_TICKET);
  await form.submitButton.click();
  // The outcome that the worker caches: no ticket was opened.
  await expect(form.tryNowButton).toBeVisible();
  await form.tryNowButton.click();
  await form.ticketNumber();
  expect(recorder.bodies).toHaveLength(1);
});

for (const [name, worker] of [
  ["that sends each submission three times", repeatingWorker],
  ["that replaces the response by a page", offlinePageWorker],
]) {
  test(`one ticket is opened by a worker ${name}`, async ({ openSite, recorder }) => {
    const form = await openSite(worker);
    await form.fill(SAMPLE_TICKET);
    await form.attach(NOTE);
    await form.submitButton.click();
    await form.ticketNumber();
    expect(recorder.bodies).toHaveLength(1);
  });
}
