// The relay's binary, started on a free port with temporary databases.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");

/** The relay and the form of this checkout. */
export const CHECKOUT = {
  binary: join(TARGET, "debug", "open-ticket-relay"),
  config: join(ROOT, "open-ticket.toml"),
  dist: join(ROOT, "dist"),
};

/** Returns the files of the last release (`tools/last-release`), or of this checkout if there is no release. */
export function lastRelease() {
  const folder = join(TARGET, "last-release");
  if (!existsSync(join(folder, "commit"))) return CHECKOUT;
  const path = (name) => join(folder, name);
  return {
    binary: path("open-ticket-relay"),
    config: path("open-ticket.toml"),
    dist: path("dist"),
  };
}

/** Key that signs the tokens of signed-in clients. */
export const SIGNING_KEY = "the end to end tests' own key, of 32 bytes or more";

/**
 * Starts a relay.
 *
 * @param {string} [whmcsUrl] URL of an api.php that accepts the sandbox's credentials. Default: the
 *   relay's own sandbox.
 * @param {(config: string) => string} [configure] transforms the contents of open-ticket.toml.
 * @param {typeof CHECKOUT} [files] the relay's binary and configuration, and the form that it serves.
 * @returns {Promise<{url: string, stop(): Promise<void>}>} the relay's origin, and a function that
 *   terminates it.
 */
export async function startRelay(whmcsUrl, configure = (config) => config, files = CHECKOUT) {
  if (!existsSync(files.binary) || !existsSync(join(files.dist, "index.html"))) {
    throw new Error("The relay or dist/ is missing: `make test` builds them");
  }
  const folder = mkdtempSync(join(tmpdir(), "open-ticket-"));
  const backend = whmcsUrl
    ? ["--whmcs", whmcsUrl]
    : ["--sandbox", "--database", join(folder, "tickets.db")];
  const config = join(folder, "open-ticket.toml");
  writeFileSync(config, configure(readFileSync(files.config, "utf8")));
  const storage = ["--config", config, "--state", join(folder, "state.db"), "--dist", files.dist];
  const address = ["--host", "127.0.0.1", "--port", "0"];
  const child = spawn(files.binary, [...backend, ...storage, ...address], {
    cwd: ROOT,
    env: {
      ...process.env,
      OPEN_TICKET_IDENTIFIER: "sandbox",
      OPEN_TICKET_SECRET: "sandbox",
      OPEN_TICKET_SIGNING_KEY: SIGNING_KEY,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  const stop = async () => {
    child.kill("SIGTERM");
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { url: await listeningUrl(child, exited), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Resolves to the origin that a relay prints once it accepts connections.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @param {Promise<[number]>} exited resolves with the status when the process exits.
 */
export function listeningUrl(child, exited) {
  return new Promise((resolve, reject) => {
    let output = "";
    const onOutput = (chunk) => {
      output += chunk;
      const url = output.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (url) resolve(url[0]);
    };
    child.stdout.on("data", onOutput);
    child.stderr.on("data", onOutput);
    child.on("error", reject);
    exited.then(([code]) => reject(new Error(`The relay exited with status ${code}: ${output}`)));
  });
}
