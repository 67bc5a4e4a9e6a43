// Faults for the faulty proxy. Each is a function that handles one request.
import { forward } from "../http-server.js";
import { pipeAndClose } from "./faulty-proxy.js";

/** Resets the connection once more than this number of bytes of the body has been received. */
export const resetAfter =
  (bytes) =>
  ({ incoming }) => {
    let received = 0;
    incoming.on("data", (chunk) => {
      received += chunk.length;
      if (received > bytes) incoming.socket.resetAndDestroy();
    });
  };

/**
 * Stops reading after this number of bytes of the body, and keeps the connection open.
 *
 * @returns the fault, with a method `release()` that forwards the whole request.
 */
export function stallAfter(bytes) {
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  const fault = ({ incoming, outgoing, target }) => {
    let received = 0;
    const chunks = [];
    const onData = (chunk) => {
      chunks.push(chunk);
      received += chunk.length;
      if (received >= bytes) incoming.pause();
    };
    incoming.on("data", onData);
    released.then(() => {
      if (incoming.destroyed) return;
      incoming.off("data", onData);
      for (const chunk of chunks.reverse()) incoming.unshift(chunk);
      forward(target, incoming, outgoing, pipeAndClose);
    });
  };
  return Object.assign(fault, { release });
}

/** Responds instead of the relay, once the whole request has been received. */
const respondWith =
  (status, headers, body) =>
  ({ incoming, outgoing }) => {
    incoming.resume();
    incoming.on("end", () => outgoing.writeHead(status, headers).end(body));
  };

/** Responds with an error as the relay does: JSON in WHMCS's shape, with an error code. */
export const respondWithError = (status, code, headers = {}) =>
  respondWith(
    status,
    { "content-type": "application/json", ...headers },
    JSON.stringify({ result: "error", message: "No", code }),
  );

/** Responds with an error as a proxy does: an HTML page. */
export const respondWithHtml = (status, headers = {}) =>
  respondWith(status, { "content-type": "text/html", ...headers }, `<h1>${status}</h1>`);

/** Forwards the request, and closes the connection instead of forwarding the response. */
export const dropResponse = ({ incoming, outgoing, target }) =>
  forward(target, incoming, outgoing, (response) => {
    response.resume();
    response.on("end", () => outgoing.destroy());
  });

/** Forwards the request, and closes the connection after half of the response body. */
export const truncateResponse = ({ incoming, outgoing, target }) =>
  forward(target, incoming, outgoing, async (response) => {
    const chunks = [];
    for await (const chunk of response) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    outgoing.writeHead(response.statusCode, {
      ...response.headers,
      "content-length": body.length,
    });
    outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy());
  });
