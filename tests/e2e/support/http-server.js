// Building blocks for HTTP servers and reverse proxies.
import { once } from "node:events";
import { request } from "node:http";

/**
 * Listens on a free port of the loopback interface.
 *
 * @param {import("node:http").Server} server
 * @returns {Promise<{url: string, stop(): Promise<void>}>} the server's origin, and a function that
 *   closes it with all its connections.
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

/** Forwards a request to another origin. `onResponse` handles the response. Default: `pipeResponse`. */
export function forward(target, incoming, outgoing, onResponse = pipeResponse) {
  const { method, headers, url } = incoming;
  const upstream = request(`${target}${url}`, { method, headers }, (response) =>
    onResponse(response, outgoing),
  );
  upstream.on("error", () => outgoing.destroy());
  incoming.pipe(upstream);
}

/** Sends an upstream response to the client. `headers` replace those of the response. */
export function pipeResponse(response, outgoing, headers = response.headers) {
  outgoing.writeHead(response.statusCode, headers);
  response.pipe(outgoing);
}
