// A tab that the browser discards because memory is low: its process ends without an event for the page, and
// the page is loaded again in the same tab once the user returns to it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { browserLaunchOptions } from "./chromium.js";
import { expect } from "./fixtures.js";

/** Chromium's page for its own developers, which can discard a tab. */
const DISCARDS = "chrome://discards/";

/**
 * Starts Chromium with a page. The headless shell has no tabs that it could discard, and Chromium discards no tab
 * that a debugger is attached to, so that Playwright disconnects meanwhile. It discards no page either in which the
 * user has edited a field, so that a test reloads the page before.
 *
 * @param {string} url address of the page.
 * @returns {Promise<{page: import("@playwright/test").Page, discard(): Promise<import("@playwright/test").Page>,
 *   stop(): Promise<void>}>} `discard` discards the tab, returns to it, and resolves to its new page.
 */
export async function openDiscardableTab(url) {
  const profile = mkdtempSync(join(tmpdir(), "open-ticket-profile-"));
  // Otherwise a page asks first whether to enable the pages for developers.
  writeFileSync(join(profile, "Local State"), '{"internal_only_uis_enabled":true}');
  const { executablePath, args } = browserLaunchOptions;
  const own = ["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`];
  const child = spawn(executablePath, [...args, ...own, url], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  // Once all processes of the browser have ended.
  const ended = once(child, "close");
  const debuggerUrl = await debuggerUrlOf(child);
  const call = async (path) => (await fetch(`${debuggerUrl}/json/${path}`)).text();
  const target = async (url) => JSON.parse(await call("list")).find((target) => target.url === url);
  let browser;
  const connect = async () => {
    browser = await chromium.connectOverCDP(debuggerUrl);
    const [context] = browser.contexts();
    const page = () => context.pages().find((page) => page.url() === url);
    await expect.poll(page).toBeDefined();
    return page();
  };

  const discard = async () => {
    const discards = await browser.contexts()[0].newPage();
    await discards.goto(DISCARDS);
    await expect(discards.getByRole("row", { name: url }).first()).toBeVisible();
    await discards.evaluate(discardRepeatedly, url);
    await browser.close();
    await expect.poll(async () => (await target(DISCARDS)).title).toBe("done");
    await call(`activate/${(await target(url)).id}`);
    const page = await connect();
    // The evaluation fails if the page is loaded meanwhile.
    const wasDiscarded = () => page.evaluate(() => document.wasDiscarded).catch(() => false);
    await expect.poll(wasDiscarded).toBe(true);
    return page;
  };
  const stop = async () => {
    await browser.close();
    child.kill("SIGTERM");
    await ended;
    rmSync(profile, { recursive: true, force: true });
  };
  await expect.poll(() => target(url)).toBeDefined();
  return { page: await connect(), discard, stop };
}

/* Runs in the page for developers: discards a tab as soon as no debugger is attached to it. Its row has links instead
   of buttons. The title reports the end. */
function discardRepeatedly(url) {
  const rows = (root) => [
    ...root.querySelectorAll("tr"),
    ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot }) =>
      shadowRoot ? rows(shadowRoot) : [],
    ),
  ];
  const timer = setInterval(() => {
    const row = rows(document).find(({ innerText }) => innerText.includes(url));
    if (row.innerText.includes("discarded")) {
      document.title = "done";
      clearInterval(timer);
      return;
    }
    const links = [...row.querySelectorAll("[is=action-link]")];
    links.find(({ innerText }) => innerText.includes("Urgent Discard")).click();
  }, 100);
}

/** Resolves to the address of a browser's debugger. */
function debuggerUrlOf(child) {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stderr.on("data", (chunk) => {
      output += chunk;
      const [, host] = output.match(/DevTools listening on ws:\/\/([^/]+)/) ?? [];
      if (host) resolve(`http://${host}`);
    });
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`Chromium did not start: ${output}`)));
  });
}
