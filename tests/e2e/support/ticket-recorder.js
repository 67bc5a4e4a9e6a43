// A proxy between a relay and an api.php that records the OpenTicket requests.
import { createServer, request } from "node:http";
import { listen } from "./http-server.js";
import { API_PATH } from "./sandbox-api.js";

/**
 * Starts the proxy. `beforeResponse` is awaited before the response to an OpenTicket request is
 * forwarded; if it returns `false`, the connection is closed instead. `holdResponses` holds the responses until
 * the returned function is called. After `loseAfterNextTicket`, the proxy closes the connection of the next
 * ticket and all later connections, because some sites look the ticket up immediately. `isDown = false` ends the
 * fault. `reset` ends the faults, and closes the connections of responses that are still held: a ticket of the
 * next test may have the same content, and would wait for them.
 *
 * @param {string} target origin of the upstream server.
 * @returns {Promise<{url: string, apiUrl: string, bodies: Buffer[], beforeResponse: () => unknown,
 *   holdResponses(): () => void, loseAfterNextTicket(): void, isDown: boolean, reset(): void,
 *   stop(): Promise<void>}>}
 */
export async function startTicketRecorder(target) {
  const held = new Set();
  const recorder = {
    reset: () => {
      for (const outgoing of held) outgoing.destroy();
      held.clear();
      Object.assign(recorder, { bodies: [], beforeResponse: () => true, isDown: false });
    },
    holdResponses: () => {
      let release;
      const released = new Promise((resolve) => {
        release = resolve;
      });
      recorder.beforeResponse = () => released;
      return release;
    },
    loseAfterNextTicket: () => {
      recorder.beforeResponse = () => {
        Object.assign(recorder, { beforeResponse: () => true, isDown: true });
        return false;
      };
    },
  };
  recorder.reset();
  const server = createServer(async (incoming, outgoing) => {
    if (recorder.isDown) return outgoing.destroy();
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const isOpenTicket = body.includes("action=OpenTicket");
    if (isOpenTicket) recorder.bodies.push(body);
    const { method, headers } = incoming;
    const upstream = request(`${target}${incoming.url}`, { method, headers }, async (response) => {
      if (isOpenTicket) {
        held.add(outgoing);
        const isForwarded = (await recorder.beforeResponse()) !== false;
        held.delete(outgoing);
        if (!isForwarded || outgoing.destroyed) return outgoing.destroy();
      }
      outgoing.writeHead(response.statusCode, response.headers);
      response.pipe(outgoing);
    });
    upstream.on("error", () => outgoing.destroy());
    upstream.end(body);
  });
  const { url, stop } = await listen(server);
  return Object.assign(recorder, { url, apiUrl: `${url}${API_PATH}`, stop });
}
