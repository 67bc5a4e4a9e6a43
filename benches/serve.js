// A server of a benchmark's own pages.
import { once } from "node:events";
import { createServer } from "node:http";

/**
 * Serves on a port that the system chooses.
 *
 * @param {(path: string) => [body: Uint8Array | string, headers: object] | undefined} answer what is
 *   there; nothing is a 404.
 * @returns its origin, and its end.
 */
export async function serve(answer) {
  const server = createServer(({ url }, response) => {
    const [body, headers] = answer(url) ?? [];
    response.writeHead(body === undefined ? 404 : 200, headers).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}
