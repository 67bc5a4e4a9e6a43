// A server of a benchmark's own pages.
import { createServer } from "node:http";
import { listen } from "../tests/e2e/http.js";

/**
 * Serves on a port that the system chooses.
 *
 * @param {(path: string) => [body: Uint8Array | string, headers: object] | undefined} answer what is
 *   there; nothing is a 404.
 * @returns its origin, and its end.
 */
export function serve(answer) {
  const server = createServer(({ url }, response) => {
    const [body, headers] = answer(url) ?? [];
    response.writeHead(body === undefined ? 404 : 200, headers).end(body);
  });
  return listen(server);
}
