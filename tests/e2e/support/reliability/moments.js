// Faults of the proxy at a moment of a submission.
import { forward } from "../http-server.js";

/** Calls `then` once half of a request's body has been received. */
function readHalf(incoming, then) {
  const half = Number(incoming.headers["content-length"]) / 2;
  let received = 0;
  const onData = (chunk) => {
    received += chunk.length;
    if (received < half) return;
    incoming.off("data", onData);
    then();
  };
  incoming.on("data", onData);
}

/** Calls `then` with the relay's response, instead of forwarding it. */
function readResponse({ incoming, outgoing, target }, then) {
  forward(target, incoming, outgoing, async (response) => {
    const chunks = [];
    for await (const chunk of response) chunks.push(chunk);
    then(Buffer.concat(chunks).toString());
  });
}

/**
 * Makes a fault for the proxy.
 *
 * @param {"before" | "during" | "after"} moment
 * @param {(exchange: {incoming, outgoing, responseBody?: string}) => void} act `responseBody` is the body of the
 *   relay's response.
 * @returns the fault, with a promise `triggered` that resolves at the moment.
 */
export function faultAt(moment, act) {
  let trigger;
  const triggered = new Promise((resolve) => {
    trigger = resolve;
  });
  const fault = (exchange) => {
    const run = (responseBody) => {
      trigger();
      act({ ...exchange, responseBody });
    };
    if (moment === "before") run();
    else if (moment === "during") readHalf(exchange.incoming, run);
    else readResponse(exchange, run);
  };
  return Object.assign(fault, { triggered });
}

/** Resets the connection. */
export const reset = ({ incoming }) => incoming.socket.resetAndDestroy();

/** Neither reads nor responds from now on. */
export const stall = ({ incoming }) => incoming.pause();

/** Responds instead of the relay. The body may be a function of the relay's response. */
export const respond =
  (status, contentType, body, headers = {}) =>
  ({ incoming, outgoing, responseBody }) => {
    incoming.resume();
    const text = typeof body === "function" ? body(responseBody) : body;
    outgoing.writeHead(status, { "content-type": contentType, ...headers }).end(text);
  };

/** Responds as a proxy does: with an HTML page. */
export const respondHtml = (status, headers) =>
  respond(status, "text/html", `<h1>${status}</h1>`, headers);

/** Responds as the relay does: with JSON and an error code. */
export const respondJson = (status, code) =>
  respond(
    status,
    "application/json",
    JSON.stringify({ result: "error", message: "No", ...(code && { code }) }),
  );
