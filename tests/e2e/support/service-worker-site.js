// A site whose service worker handles the form's requests. It forwards everything else to a relay.
import { createServer } from "node:http";
import { forward, listen } from "./http-server.js";

const PAGE =
  `<!doctype html><html lang="en"><title>Site</title><link rel="icon" href="data:,">` +
  `<script type="module" src="/open-ticket.js"></script><body><open-ticket></open-ticket>`;

/** Takes control of the page that registers the worker. */
const TAKE_CONTROL =
  `addEventListener("install", () => skipWaiting());` +
  `addEventListener("activate", (event) => event.waitUntil(clients.claim()));`;

/**
 * Starts the site.
 *
 * @param {string} relay origin of the relay.
 * @param {() => void} worker script of the worker. It can use nothing from outside.
 */
export async function startServiceWorkerSite(relay, worker) {
  const server = createServer((incoming, outgoing) => {
    const respond = (type, body) => outgoing.writeHead(200, { "content-type": type }).end(body);
    if (incoming.url === "/") return respond("text/html", PAGE);
    if (incoming.url === "/worker.js") {
      return respond("text/javascript", `${TAKE_CONTROL}(${worker})();`);
    }
    // The relay accepts requests of its own origin only.
    incoming.headers.host = new URL(relay).host;
    delete incoming.headers.origin;
    return forward(relay, incoming, outgoing);
  });
  return listen(server);
}

/** Opens the site's form under the control of the worker. */
export async function openWithWorker(form) {
  await form.open();
  await form.page.evaluate(async () => {
    await navigator.serviceWorker.register("/worker.js");
    await navigator.serviceWorker.ready;
  });
  await form.open();
}
