// Client of Marionette, Firefox's own remote protocol, version 3: messages are `LENGTH:JSON`, a command is
// `[0, ID, NAME, PARAMETERS]`, and its response is `[1, ID, ERROR, RESULT]`.
// https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
import { connect } from "node:net";

const COLON = ":".charCodeAt(0);

export class Marionette {
  #socket;
  #received = Buffer.alloc(0);
  #pending = new Map();
  #lastId = 0;

  /** Resolves to a client once Firefox has sent its greeting. */
  static connect(port) {
    return new Promise((resolve, reject) => {
      const client = new Marionette();
      client.#pending.set("greeting", { resolve: () => resolve(client), reject });
      client.#socket = connect(port, "127.0.0.1")
        .on("data", (chunk) => client.#receive(chunk))
        .on("error", (error) => client.#fail(error.message))
        .on("close", () => client.#fail("Firefox has closed the connection"));
    });
  }

  /** Sends a command. Resolves to its result, or rejects with WebDriver's error. */
  command(name, parameters = {}) {
    this.#lastId += 1;
    const id = this.#lastId;
    const message = JSON.stringify([0, id, name, parameters]);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
  }

  #receive(chunk) {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const start = this.#received.indexOf(COLON) + 1;
      const end = start + Number(this.#received.subarray(0, start - 1));
      if (start === 0 || this.#received.length < end) return;
      const message = JSON.parse(this.#received.subarray(start, end));
      this.#received = this.#received.subarray(end);
      this.#settle(message);
    }
  }

  #settle(message) {
    const [, id, error, result] = Array.isArray(message) ? message : [1, "greeting"];
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (error) pending?.reject(error);
    else pending?.resolve(result);
  }

  #fail(message) {
    for (const { reject } of this.#pending.values()) reject({ error: "unknown error", message });
    this.#pending.clear();
  }
}
