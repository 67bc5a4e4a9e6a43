// Third-party clients, at pinned versions from their registries.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { json, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const DRIVERS = fileURLToPath(new URL("../drivers", import.meta.url));

/** Python with the packages of requirements.txt. tools/env sets the variable. */
const PYTHON = join(process.env.CLIENTS_VENV ?? "CLIENTS_VENV-is-not-set", "bin", "python");

/** Runs a driver, which reads a request from standard input and prints `{}` or `{error}`. */
const driver = (command, script) => async (request) => {
  const child = spawn(command, [join(DRIVERS, script)], { stdio: ["pipe", "pipe", "pipe"] });
  const failed = new Promise((_, reject) => child.on("error", reject));
  child.stdin.end(JSON.stringify(request));
  const errors = text(child.stderr);
  try {
    return await Promise.race([json(child.stdout), failed]);
  } catch (error) {
    throw new Error(`${script}: ${error.message}\n${await errors}`);
  }
};

/** Runs curl with a multipart form. A list of files is passed as JSON. */
async function curl({ url, ticket }) {
  const form = { action: "OpenTicket", identifier: "sandbox", secret: "sandbox", ...ticket };
  const fields = Object.entries(form)
    .filter(([, value]) => value !== null)
    .flatMap(([name, value]) => [
      "--form-string",
      `${name}=${typeof value === "object" ? JSON.stringify(value) : value}`,
    ]);
  return runCurl(url, fields);
}

/** Runs curl with a file in the form, as `-F attachments[]=@FILE` does. */
export const uploadByCurl = (url, ticket, file) => {
  const form = { action: "OpenTicket", identifier: "sandbox", secret: "sandbox", ...ticket };
  const fields = Object.entries(form).flatMap(([name, value]) => [
    "--form-string",
    `${name}=${value}`,
  ]);
  return runCurl(url, [...fields, "-F", `attachments[]=@${file}`]);
};

async function runCurl(url, fields) {
  const child = spawn("curl", ["--silent", "--noproxy", "*", ...fields, url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { result, message } = await json(child.stdout);
  return result === "error" ? { error: message } : {};
}

/** The clients. `open` opens a ticket and resolves to `{}`, or to `{error}` with the client's message. */
export const CLIENTS = [
  { name: "PyPI `whmcspy` 0.3.0", open: driver(PYTHON, "open_with_whmcspy.py") },
  { name: "npm `whmcs-js` 2.0.1", open: driver(process.execPath, "whmcs-js.js") },
  { name: "npm `whmcs` 1.2.2", open: driver(process.execPath, "whmcs.js") },
  { name: "npm `whmcs-api` 1.5.5", open: driver(process.execPath, "whmcs-api.js") },
  { name: "PHP `http_build_query`", open: driver("php", "http_build_query.php") },
  { name: "`curl -F`", open: curl },
  { name: "Python `requests` 2.34.2", open: driver(PYTHON, "open_with_requests.py") },
];
