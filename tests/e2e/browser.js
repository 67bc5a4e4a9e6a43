// The browser that the tests and the screenshot drive: Debian's Chromium, never a download.
import { execFileSync } from "node:child_process";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

function found(name) {
  try {
    return execFileSync("which", [name], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
}

function executable() {
  const path = process.env.CHROMIUM ?? NAMES.map(found).find(Boolean);
  if (!path) throw new Error("Chromium is missing: tools/install test installs it");
  return path;
}

/** How Playwright starts it. It asks nothing of any network but the pages that a test opens. */
export const launchOptions = {
  executablePath: executable(),
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
