// Servers of the tests' own, which stand before a relay or beside it.
import { once } from "node:events";
import { request } from "node:http";

/**
 * Lets a server listen on a port that the system chooses.
 *
 * @param {import("node:http").Server} server
 * @returns {Promise<{url: string, stop(): Promise<void>}>} its origin, and its end.
 */
export async function listen(server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}

/** Passes a request on to another origin; `answered` does with the answer what it likes. */
export function forward(target, incoming, outgoing, answered = passBack) {
  const { method, headers, url } = incoming;
  const onward = request(`${target}${url}`, { method, headers }, (from) =>
    answered(from, outgoing),
  );
  onward.on("error", () => outgoing.destroy());
  incoming.pipe(onward);
}

/** Passes an answer back, perhaps with other headers. */
export function passBack(from, outgoing, headers = from.headers) {
  outgoing.writeHead(from.statusCode, headers);
  from.pipe(outgoing);
}
