// A relay that can be killed and restarted with its data, behind a proxy whose address does not change.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forward, listen } from "../http-server.js";
import { CHECKOUT, listeningUrl } from "../relay-process.js";
import { other } from "../site.js";

/**
 * Returns a relay that is not started yet, and keeps its data while it is not running.
 *
 * @returns {{start(): Promise<string>, end(signal: string): Promise<void>, remove(): Promise<void>}} `start`
 *   resolves to the relay's origin.
 */
function relayWithData() {
  const folder = mkdtempSync(join(tmpdir(), "open-ticket-"));
  const config = join(folder, "open-ticket.toml");
  // The tests count tickets, so their number must not be limited.
  const text = readFileSync(CHECKOUT.config, "utf8");
  writeFileSync(config, text.replace(/^per_(hour|day) = .*/gm, "per_$1 = 0"));
  const data = ["--database", join(folder, "tickets.db"), "--state", join(folder, "state.db")];
  const files = ["--config", config, "--dist", CHECKOUT.dist];
  const address = ["--host", "127.0.0.1", "--port", "0"];
  let child;
  const start = () => {
    child = spawn(CHECKOUT.binary, ["--sandbox", ...data, ...files, ...address], {
      cwd: folder,
      env: { ...process.env, OPEN_TICKET_IDENTIFIER: "sandbox", OPEN_TICKET_SECRET: "sandbox" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    return listeningUrl(child, once(child, "exit"));
  };
  const end = async (signal) => {
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  };
  const remove = async () => rmSync(folder, { recursive: true, force: true });
  return { start, end, remove };
}

/** Starts the relay, or the other site under test, and the proxy. */
export async function startRestartableRelay() {
  const relay = await (other.siteWithData ?? relayWithData)();
  let target = await relay.start();
  let isRunning = true;
  const start = async () => {
    target = await relay.start();
    isRunning = true;
  };
  const end = async (signal) => {
    if (!isRunning) return;
    isRunning = false;
    await relay.end(signal);
  };

  let isDisconnected = false;
  let nextAction;
  const server = createServer((incoming, outgoing) => {
    incoming.on("error", () => {});
    outgoing.setHeader("connection", "close");
    if (isDisconnected) return incoming.socket.resetAndDestroy();
    const onPost = incoming.method === "POST" ? nextAction : undefined;
    if (onPost) nextAction = undefined;
    const act = async () => {
      await onPost.act();
      incoming.socket.resetAndDestroy();
    };
    if (onPost?.moment === "before") return act();
    forward(target, incoming, outgoing, (response) => {
      if (onPost) return act();
      outgoing.writeHead(response.statusCode, { ...response.headers, connection: "close" });
      response.pipe(outgoing);
    });
  });
  const proxy = await listen(server);
  return {
    url: proxy.url,
    /** Returns the relay's own address. */
    target: () => target,
    kill: () => end("SIGKILL"),
    restart: async () => {
      await end("SIGTERM");
      await start();
    },
    /** Starts the relay if it is not running, and restores the connection. */
    recover: async () => {
      isDisconnected = false;
      nextAction = undefined;
      if (!isRunning) await start();
    },
    /** Disconnects the clients: all connections end, and new ones are reset. */
    disconnect: () => {
      isDisconnected = true;
      server.closeAllConnections();
    },
    /** Calls `act` when the next ticket is sent, `before` it reaches the relay or `after` its response. */
    onNextTicket: (moment, act) => {
      nextAction = { moment, act };
    },
    stop: async () => {
      await end("SIGKILL");
      await proxy.stop();
      await relay.remove();
    },
  };
}
