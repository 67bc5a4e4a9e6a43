// The faults that a faulty proxy can have. Each takes a request in its own way.
import { forward } from "../http.js";
import { answer } from "./proxy.js";

/** Breaks the connection as soon as so many bytes of the body are there. */
export const resetAfter =
  (bytes) =>
  ({ incoming }) => {
    let read = 0;
    incoming.on("data", (piece) => {
      read += piece.length;
      if (read > bytes) incoming.socket.resetAndDestroy();
    });
  };

/**
 * Reads no further than so many bytes of the body, and keeps the connection.
 *
 * @returns the fault, with `goOn()`, which lets everything pass.
 */
export function stallAfter(bytes) {
  let goOn;
  const released = new Promise((resolve) => {
    goOn = resolve;
  });
  const fault = ({ incoming, outgoing, target }) => {
    let read = 0;
    const pieces = [];
    const take = (piece) => {
      pieces.push(piece);
      read += piece.length;
      if (read >= bytes) incoming.pause();
    };
    incoming.on("data", take);
    released.then(() => {
      if (incoming.destroyed) return;
      incoming.off("data", take);
      for (const piece of pieces.reverse()) incoming.unshift(piece);
      forward(target, incoming, outgoing, answer);
    });
  };
  return Object.assign(fault, { goOn });
}

/** Answers in the relay's place, once it has read everything. */
export const answerWith =
  (status, headers, body) =>
  ({ incoming, outgoing }) => {
    incoming.resume();
    incoming.on("end", () => outgoing.writeHead(status, headers).end(body));
  };

/** As the relay says no: WHMCS's shape and a code. */
export const refuseWith = (status, code, headers = {}) =>
  answerWith(
    status,
    { "content-type": "application/json", ...headers },
    JSON.stringify({ result: "error", message: "No", code }),
  );

/** As a proxy says no: a page. */
export const pageWith = (status, headers = {}) =>
  answerWith(status, { "content-type": "text/html", ...headers }, `<h1>${status}</h1>`);

/** The relay gets everything, and its answer gets lost. */
export const loseTheAnswer = ({ incoming, outgoing, target }) =>
  forward(target, incoming, outgoing, (from) => {
    from.resume();
    from.on("end", () => outgoing.destroy());
  });

/** The relay gets everything, and its answer ends in the middle. */
export const cutTheAnswer = ({ incoming, outgoing, target }) =>
  forward(target, incoming, outgoing, async (from) => {
    const pieces = [];
    for await (const piece of from) pieces.push(piece);
    const body = Buffer.concat(pieces);
    outgoing.writeHead(from.statusCode, { ...from.headers, "content-length": body.length });
    outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy());
  });
