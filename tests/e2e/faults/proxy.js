// A proxy before the relay that fails as lines and servers do. Each request that would open a ticket
// takes the next fault of a list; with none left everything passes.
import { once } from "node:events";
import { createServer } from "node:http";
import { forward, passBack } from "../http.js";

/**
 * @param {string} target the relay's origin.
 * @param {(request: import("node:http").IncomingMessage) => boolean} [concerns] which requests take
 *   a fault; by default those that would open a ticket.
 */
export async function startFaultyProxy(target, concerns = ({ method }) => method === "POST") {
  const faults = [];
  const pass = (incoming, outgoing) => forward(target, incoming, outgoing, answer);
  const server = createServer((incoming, outgoing) => {
    incoming.on("error", () => {});
    // A browser itself repeats what broke on a connection that it had used before.
    outgoing.setHeader("connection", "close");
    const fault = concerns(incoming) ? faults.shift() : undefined;
    if (fault) fault({ incoming, outgoing, target });
    else pass(incoming, outgoing);
  });
  // A stalled upload takes as long as its test has it.
  server.requestTimeout = 0;
  const listen = async (port) => {
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
  const port = await listen(0);
  return {
    url: `http://127.0.0.1:${port}`,
    /** What happens to the next tickets, one after the other. */
    next: (...more) => faults.push(...more),
    /** From now on connections are refused. */
    refuse: close,
    /** Connections are taken again. */
    accept: () => listen(port),
    stop: close,
  };
}

/** Passes an answer back, on a connection that is not used again. */
export const answer = (from, outgoing) =>
  passBack(from, outgoing, { ...from.headers, connection: "close" });
