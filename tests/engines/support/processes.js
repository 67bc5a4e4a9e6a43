// Processes of a worker: a virtual display, and the WebDriver server of an engine.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "../../e2e/support/free-port.js";
import { commandPath } from "./engines.js";

/** Returns a function that ends the process. */
const stopping = (child) => {
  const exited = once(child, "exit");
  return async () => {
    child.kill("SIGTERM");
    await exited;
  };
};

/**
 * Starts a display. Each worker has its own, because a display has one clipboard and one focus.
 *
 * @returns {Promise<{name: string, stop(): Promise<void>}>}
 */
export async function startDisplay() {
  // Xvfb writes the number of a free display to this file descriptor.
  const display = ["-displayfd", "3", "-screen", "0", "1400x1200x24", "-nolisten", "tcp"];
  const child = spawn("Xvfb", display, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const stop = stopping(child);
  const [number] = await Promise.race([once(child.stdio[3], "data"), once(child, "exit")]);
  return { name: `:${number.toString().trim()}`, stop };
}

/**
 * Starts the WebDriver server of an engine.
 *
 * @returns {Promise<{url: string, stop(): Promise<void>}>}
 */
export async function startWebDriver(engine, display) {
  const port = await freePort();
  const child = spawn(commandPath(engine), engine.arguments(port), {
    env: { ...process.env, ...engine.environment, DISPLAY: display },
    stdio: "ignore",
  });
  const stop = stopping(child);
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${engine.command} exited: ${child.exitCode}`);
    const status = await fetch(`${url}/status`).catch(() => undefined);
    if (status?.ok) return { url, stop };
    await wait(50);
  }
}
