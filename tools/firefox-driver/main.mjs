#!/usr/bin/env node
// A W3C WebDriver server for Firefox, with the commands that this project's tests use: it starts Firefox and
// passes each command to Marionette, which implements WebDriver's commands in Firefox itself. geckodriver does
// the same for all commands, and Debian does not package it.
//
// `main.mjs --port=PORT`; one session at a time, as in geckodriver.
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { startFirefox } from "./firefox.mjs";

/** Commands by method and path after the session, https://www.w3.org/TR/webdriver2/#endpoints */
const COMMANDS = {
  "POST /url": "WebDriver:Navigate",
  "POST /refresh": "WebDriver:Refresh",
  "POST /timeouts": "WebDriver:SetTimeouts",
  "POST /execute/sync": "WebDriver:ExecuteScript",
  "POST /execute/async": "WebDriver:ExecuteAsyncScript",
  "POST /actions": "WebDriver:PerformActions",
  "DELETE /actions": "WebDriver:ReleaseActions",
  "GET /alert/text": "WebDriver:GetAlertText",
  "POST /alert/accept": "WebDriver:AcceptAlert",
  "POST /alert/dismiss": "WebDriver:DismissAlert",
  "GET /element/:id/computedlabel": "WebDriver:GetComputedLabel",
  "GET /element/:id/computedrole": "WebDriver:GetComputedRole",
  "POST /element/:id/click": "WebDriver:ElementClick",
  "POST /element/:id/value": "WebDriver:ElementSendKeys",
  "GET /window": "WebDriver:GetWindowHandle",
  "POST /window": "WebDriver:SwitchToWindow",
  "DELETE /window": "WebDriver:CloseWindow",
  "GET /window/handles": "WebDriver:GetWindowHandles",
  "POST /window/new": "WebDriver:NewWindow",
  "POST /window/rect": "WebDriver:SetWindowRect",
  "POST /print": "WebDriver:Print",
};

/** Status codes other than 500, https://www.w3.org/TR/webdriver2/#errors */
const BAD_REQUESTS = [
  "element click intercepted",
  "element not interactable",
  "invalid argument",
  "invalid element state",
];
const NOT_FOUND = [
  "invalid session id",
  "no such alert",
  "no such element",
  "no such window",
  "stale element reference",
  "unknown command",
];

let session;

async function endSession() {
  const ending = session;
  session = undefined;
  await ending?.stop();
  return null;
}

/** Debian's Firefox has a different name. */
function defaultBinary() {
  const folders = process.env.PATH.split(delimiter);
  const paths = ["firefox-esr", "firefox"].flatMap((name) =>
    folders.map((path) => join(path, name)),
  );
  return paths.find(existsSync) ?? "firefox";
}

async function newSession({ capabilities: { alwaysMatch = {}, firstMatch = [{}] } }) {
  if (session) throw { error: "session not created", message: "there is a session already" };
  const { "moz:firefoxOptions": options, ...capabilities } = { ...alwaysMatch, ...firstMatch[0] };
  const firefox = await startFirefox({ binary: defaultBinary(), ...options });
  session = firefox;
  try {
    const created = await firefox.marionette.command("WebDriver:NewSession", capabilities);
    session.id = created.sessionId;
    return created;
  } catch (error) {
    await endSession();
    throw error;
  }
}

async function execute(method, path, body) {
  if (path === "/status") return { ready: !session, message: "" };
  if (`${method} ${path}` === "POST /session") return newSession(body);
  const [, id, rest] = /^\/session\/([^/]+)(.*)$/.exec(path) ?? [];
  if (!id || id !== session?.id) throw { error: "invalid session id", message: path };
  if (`${method} ${rest}` === "DELETE ") return endSession();
  const [, element] = /^\/element\/([^/]+)/.exec(rest) ?? [];
  const command = COMMANDS[`${method} ${rest.replace(element, ":id")}`];
  if (!command) throw { error: "unknown command", message: `${method} ${rest}` };
  const result = await session.marionette.command(
    command,
    element ? { ...body, id: element } : body,
  );
  // Without a window, there is no session.
  if (command === "WebDriver:CloseWindow" && result.length === 0) await endSession();
  return result && "value" in result ? result.value : result;
}

function statusOf({ error }) {
  if (BAD_REQUESTS.includes(error)) return 400;
  return NOT_FOUND.includes(error) ? 404 : 500;
}

async function respond(request, response) {
  const send = (status, value) => {
    response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
    response.end(JSON.stringify({ value }));
  };
  try {
    const body = JSON.parse((await text(request)) || "{}");
    send(200, await execute(request.method, request.url, body));
  } catch (thrown) {
    const error = thrown.error ? thrown : { error: "unknown error", message: String(thrown) };
    send(statusOf(error), { stacktrace: "", ...error });
  }
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => endSession().finally(() => process.exit(0)));
}
const { values } = parseArgs({ options: { port: { type: "string" } } });
createServer(respond).listen(Number(values.port), "127.0.0.1");
