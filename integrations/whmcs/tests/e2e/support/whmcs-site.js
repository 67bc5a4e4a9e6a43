// A site with WHMCS's stand-in and the add-on, unpacked from the ZIP file that `make dist` writes.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../../../../tests/e2e/support/free-port.js";
import { CHECKOUT, startRelay } from "../../../../../tests/e2e/support/relay-process.js";
import { API_PATH } from "../../../../../tests/e2e/support/sandbox-api.js";

const STANDIN = fileURLToPath(new URL("../../standin", import.meta.url));
const ZIP_FOLDER = join(CHECKOUT.dist, "whmcs");

/** Returns the path of the ZIP file. */
export function zipFile() {
  const name = readdirSync(ZIP_FOLDER).find((name) => name.endsWith(".zip"));
  return join(ZIP_FOLDER, name);
}

/** Settings of the add-on by the names of their values in open-ticket.toml. */
const SETTINGS = {
  files: (value) => ({ max_files: value }),
  file_bytes: (value) => ({ max_file_mb: value / 1e6 }),
  drafts: (value) => ({ drafts: value }),
  line_breaks: (value) => ({ line_breaks: value }),
  per_hour: (value) => ({ per_hour: value }),
  per_day: (value) => ({ per_day: value }),
  total_per_day: (value) => ({ total_per_day: value }),
  refused_per_hour: (value) => ({ refused_per_hour: value }),
};

/** Returns the value of a name in open-ticket.toml. */
function configuredValue(config, name) {
  const [, text, number] = config.match(new RegExp(`^${name} = (?:"(.*)"|([0-9_]+))$`, "m"));
  return text ?? Number(number.replaceAll("_", ""));
}

/** Returns the settings of the add-on that correspond to the contents of open-ticket.toml. */
function settingsOf(config) {
  return Object.entries(SETTINGS).reduce(
    (settings, [name, convert]) => Object.assign(settings, convert(configuredValue(config, name))),
    {},
  );
}

/** Options of PHP for a maximum size of requests. Each request takes five times its size in memory. */
function phpOptions(config) {
  const bytes = configuredValue(config, "max_body_bytes");
  const megabytes = (bytes) => `${Math.ceil(bytes / (1 << 20))}M`;
  const settings = {
    post_max_size: megabytes(bytes),
    memory_limit: megabytes(Math.max((48 << 20) + 5 * bytes, 128 << 20)),
    display_errors: "stderr",
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-d", `${name}=${value}`]);
}

async function isListening(url) {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

/** Starts PHP's web server. Resolves to its origin, and a function that sends it a signal. */
async function startPhp(folder, options, environment) {
  const port = await freePort();
  const router = join(STANDIN, "server.php");
  const child = spawn("php", [...options, "-S", `127.0.0.1:${port}`, "-t", folder, router], {
    env: {
      ...process.env,
      // One request may wait for another: a page for its script, a lookup for its ticket.
      PHP_CLI_SERVER_WORKERS: "4",
      STANDIN_ROOT: folder,
      STANDIN_DIST: CHECKOUT.dist,
      ...environment,
    },
    stdio: "ignore",
    // The workers are separate processes, so `stop` ends the process group.
    detached: true,
  });
  const exited = once(child, "exit");
  // A test that fails before it stops its site must not leave it running.
  const abandon = () => process.kill(-child.pid, "SIGKILL");
  process.once("exit", abandon);
  const url = `http://127.0.0.1:${port}`;
  while (!(await isListening(`${url}/icon.svg`))) {
    if (child.exitCode !== null) throw new Error("PHP's server did not start");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const end = async (signal) => {
    process.off("exit", abandon);
    process.kill(-child.pid, signal);
    await exited;
  };
  return { url, end };
}

/**
 * Returns a site that is not started yet, and keeps its tables, sessions and tickets while it is not running.
 *
 * @param {string} [apiUrl] URL of an api.php. Default: the URL of a sandbox, without rate limits.
 * @param {(config: string) => string} [configure] transforms the contents of open-ticket.toml, whose values
 *   become settings of the add-on and of PHP.
 */
export async function siteWithData(apiUrl, configure = (config) => config) {
  const sandbox = apiUrl ? undefined : await startRelay(undefined, configure);
  const config = configure(readFileSync(CHECKOUT.config, "utf8"));
  const settings = settingsOf(config);
  if (!apiUrl) {
    for (const name in settings) if (/per_(hour|day)$/.test(name)) settings[name] = 0;
  }
  const folder = mkdtempSync(join(tmpdir(), "open-ticket-whmcs-"));
  execFileSync("python3", ["-m", "zipfile", "-e", zipFile(), folder]);
  mkdirSync(join(folder, "compiled"));
  execFileSync("php", [join(STANDIN, "prepare.php"), folder, JSON.stringify(settings)]);
  const environment = {
    STANDIN_API: apiUrl ?? `${sandbox.url}${API_PATH}`,
    STANDIN_SANDBOX: apiUrl ? new URL(apiUrl).origin : sandbox.url,
  };
  let php;
  return {
    folder,
    start: async () => {
      php = await startPhp(folder, phpOptions(config), environment);
      return php.url;
    },
    end: (signal) => php.end(signal),
    remove: async () => {
      await sandbox?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Starts a site with the add-on. Has the parameters of `siteWithData`, and the result of `startRelay`, so that
 * the tests of the relay run with it.
 *
 * @returns {Promise<{url: string, folder: string, stop(): Promise<void>}>} `folder` is WHMCS's folder.
 */
export async function startSite(apiUrl, configure) {
  const site = await siteWithData(apiUrl, configure);
  const url = await site.start();
  const stop = async () => {
    await site.end("SIGTERM");
    await site.remove();
  };
  return { url, folder: site.folder, stop };
}

/** Signs in as a client, and returns the token of the page. */
export const clientToken = (page, client) =>
  page.evaluate(async (client) => {
    const demo = await (await fetch(`/?as=client&client=${client}`)).text();
    return demo.match(/ token="([^"]+)"/)[1];
  }, client);
