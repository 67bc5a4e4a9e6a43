// The installed Chromium and its launch options, used by the tests, benchmarks and the screenshot.
// Playwright's own browser is never downloaded.
import { execFileSync } from "node:child_process";

const CHROMIUM = ["chromium", "chromium-browser", "google-chrome"];

// The same engine and version without the browser's own interface: a third less CPU time in the tests.
const HEADLESS_SHELL = "chromium-headless-shell";

function which(command) {
  try {
    return execFileSync("which", [command], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
}

/** Returns options for the first of these commands, or for the path in the variable CHROMIUM. */
function optionsOf(commands) {
  const executablePath = process.env.CHROMIUM ?? commands.map(which).find(Boolean);
  if (!executablePath) throw new Error("Chromium is missing: run tools/install test to install it");
  return {
    executablePath,
    // Without background networking, all requests are the page's.
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  };
}

/** Playwright launch options for tests: the headless shell, or Chromium if it is not installed. */
export const launchOptions = optionsOf([HEADLESS_SHELL, ...CHROMIUM]);

/** Launch options for the browser that users have, for benchmarks and the screenshot. */
export const browserLaunchOptions = optionsOf([...CHROMIUM, HEADLESS_SHELL]);
