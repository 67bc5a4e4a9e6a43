// A site with WHMCS's stand-in and the add-on, unpacked from the ZIP file that `make dist` writes.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CHECKOUT, startRelay } from "../../../../../tests/e2e/support/relay-process.js";
import { API_PATH } from "../../../../../tests/e2e/support/sandbox-api.js";

const STANDIN = fileURLToPath(new URL("../../standin", import.meta.url));
const ZIP_FOLDER = join(CHECKOUT.dist, "whmcs");

/** Returns the path of the ZIP file. */
export function zipFile() {
  const name = readdirSync(ZIP_FOLDER).find((name) => name.endsWith(".zip"));
  return join(ZIP_FOLDER, name);
}

/** Returns a port that is free now. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

async function isListening(url) {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

/**
 * Starts a site with the add-on. Has the parameters and the result of `startRelay`, so that the tests of
 * the relay run with it.
 *
 * @param {string} [apiUrl] URL of an api.php. Default: that of a separate sandbox.
 * @returns {Promise<{url: string, stop(): Promise<void>}>}
 */
export async function startSite(apiUrl) {
  const relay = await startRelay();
  const folder = mkdtempSync(join(tmpdir(), "open-ticket-whmcs-"));
  execFileSync("python3", ["-m", "zipfile", "-e", zipFile(), folder]);
  mkdirSync(join(folder, "compiled"));
  execFileSync("php", [join(STANDIN, "prepare.php"), folder]);
  const port = await freePort();
  const sandbox = apiUrl ? new URL(apiUrl).origin : relay.url;
  const settings = ["post_max_size=8M", "memory_limit=128M", "display_errors=stderr"];
  const options = settings.flatMap((setting) => ["-d", setting]);
  const router = join(STANDIN, "server.php");
  const child = spawn("php", [...options, "-S", `127.0.0.1:${port}`, "-t", folder, router], {
    env: {
      ...process.env,
      // One request may wait for another: a page for its script, a lookup for its ticket.
      PHP_CLI_SERVER_WORKERS: "4",
      STANDIN_ROOT: folder,
      STANDIN_DIST: CHECKOUT.dist,
      STANDIN_API: apiUrl ?? `${relay.url}${API_PATH}`,
      STANDIN_SANDBOX: sandbox,
    },
    stdio: "ignore",
    // The workers are separate processes, so `stop` ends the process group.
    detached: true,
  });
  const exited = once(child, "exit");
  const url = `http://127.0.0.1:${port}`;
  while (!(await isListening(`${url}/icon.svg`))) {
    if (child.exitCode !== null) throw new Error("PHP's server did not start");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const stop = async () => {
    process.kill(-child.pid, "SIGTERM");
    await exited;
    await relay.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, stop };
}
