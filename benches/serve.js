// HTTP server for a benchmark's pages.
import { createServer } from "node:http";
import { listen } from "../tests/e2e/support/http-server.js";

/**
 * Serves on a free port.
 *
 * @param {(path: string) => [body: Uint8Array | string, headers: object] | undefined} respond returns
 *   the response to a path; `undefined` means 404.
 * @returns the server's origin, and a function that stops it.
 */
export function serve(respond) {
  const server = createServer(({ url }, response) => {
    const [body, headers] = respond(url) ?? [];
    response.writeHead(body === undefined ? 404 : 200, headers).end(body);
  });
  return listen(server);
}
