// Launch options for the installed Chromium, used by the tests, benchmarks and the screenshot.
// Playwright's own browser is never downloaded.
import { execFileSync } from "node:child_process";

const COMMANDS = ["chromium", "chromium-browser", "google-chrome"];

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

function executablePath() {
  const path = process.env.CHROMIUM ?? COMMANDS.map(which).find(Boolean);
  if (!path) throw new Error("Chromium is missing: run tools/install test to install it");
  return path;
}

/** Playwright launch options. Without background networking, all requests are the page's. */
export const launchOptions = {
  executablePath: executablePath(),
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
