// Relays of one's own: each test worker starts the real binary on a port that the system chooses,
// with a database of its own, and ends it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listen } from "./http.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BINARY = join(
  process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"),
  "debug",
  "open-ticket-relay",
);

/** With which the tests sign tokens as a site does. */
export const SIGNING_KEY = "the end to end tests' own key, of 32 bytes or more";

/**
 * A relay with the sandbox, or, given the URL of an api.php, one before that.
 *
 * @param {string} [whmcs] the api.php to speak to; it takes the sandbox's credentials.
 * @param {(config: string) => string} [configured] changes what open-ticket.toml says.
 * @returns {Promise<{url: string, stop(): Promise<void>}>} its origin, and its end.
 */
export async function startRelay(whmcs, configured = (config) => config) {
  if (!existsSync(BINARY) || !existsSync(join(ROOT, "dist/index.html"))) {
    throw new Error("The relay or dist/ is missing: `make test` builds them first");
  }
  const folder = mkdtempSync(join(tmpdir(), "open-ticket-"));
  const backend = whmcs
    ? ["--whmcs", whmcs]
    : ["--sandbox", "--database", join(folder, "tickets.db")];
  const config = join(folder, "open-ticket.toml");
  writeFileSync(config, configured(readFileSync(join(ROOT, "open-ticket.toml"), "utf8")));
  const kept = ["--config", config, "--state", join(folder, "state.db")];
  const child = spawn(BINARY, [...backend, ...kept, "--host", "127.0.0.1", "--port", "0"], {
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
    return { url: await announced(child, exited), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The origin that a relay prints once it serves. */
function announced(child, exited) {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk) => {
      said += chunk;
      const address = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (address) resolve(address[0]);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("error", reject);
    exited.then(([code]) => reject(new Error(`The relay ended with ${code}: ${said}`)));
  });
}

/**
 * Stands before an api.php, keeps the body of each OpenTicket, and passes everything on.
 *
 * `recorder.before` is awaited before the answer to an OpenTicket goes back; if it says `false`,
 * the answer gets lost instead.
 *
 * @param {string} target the origin behind it.
 * @returns {Promise<{url: string, bodies: Buffer[], before: () => unknown, stop(): Promise<void>}>}
 */
export async function startRecorder(target) {
  const bodies = [];
  const recorder = { bodies, before: () => true };
  const server = createServer(async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const opens = body.includes("action=OpenTicket");
    if (opens) bodies.push(body);
    const { method, headers } = incoming;
    const onward = request(`${target}${incoming.url}`, { method, headers }, async (answer) => {
      if (opens && (await recorder.before()) === false) return outgoing.destroy();
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    onward.end(body);
  });
  return Object.assign(recorder, await listen(server));
}
