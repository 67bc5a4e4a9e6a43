// A reverse proxy in front of the relay that injects faults: each submission takes the next fault from
// a queue. Other requests, and submissions while the queue is empty, are forwarded.
import { once } from "node:events";
import { createServer } from "node:http";
import { forward, pipeResponse } from "../http-server.js";

/**
 * Starts the proxy.
 *
 * @param {string} target origin of the relay.
 */
export async function startFaultyProxy(target) {
  const queue = [];
  const server = createServer((incoming, outgoing) => {
    incoming.on("error", () => {});
    // Browsers silently retry a request that fails on a reused connection.
    outgoing.setHeader("connection", "close");
    const fault = incoming.method === "POST" ? queue.shift() : undefined;
    if (fault) fault({ incoming, outgoing, target });
    else forward(target, incoming, outgoing, pipeAndClose);
  });
  // Disables the timeout of incomplete requests: a test decides how long an upload stalls.
  server.requestTimeout = 0;
  const open = async (port) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return server.address().port;
  };
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const port = await open(0);
  return {
    url: `http://127.0.0.1:${port}`,
    /** Queues faults, one for each of the next submissions. */
    injectNext: (...faults) => queue.push(...faults),
    /** Refuses connections from now on. */
    refuseConnections: close,
    /** Accepts connections again. */
    acceptConnections: () => open(port),
    /** Closes all connections, and discards the faults that no submission has taken. */
    reset: async () => {
      queue.length = 0;
      if (server.listening) server.closeAllConnections();
      else await open(port);
    },
    stop: close,
  };
}

/** Sends an upstream response to the client, on a connection that is not reused. */
export const pipeAndClose = (response, outgoing) =>
  pipeResponse(response, outgoing, { ...response.headers, connection: "close" });
