// Starts Firefox with Marionette and an empty profile.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Marionette } from "./marionette.mjs";

/**
 * Preferences of a Firefox for tests: no requests of its own, no pages of a first start, no updates and no
 * questions. With Marionette, Firefox sets most of them after its start
 * (https://searchfox.org/mozilla-release/source/remote/shared/RecommendedPreferences.sys.mjs), some too late.
 */
const PREFERENCES = {
  "app.normandy.api_url": "",
  "app.update.checkInstallTime": false,
  "app.update.disabledForTesting": true,
  "browser.newtabpage.activity-stream.feeds.system.topstories": false,
  "browser.sessionstore.resume_from_crash": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "browser.startup.page": 0,
  "browser.uitour.enabled": false,
  "browser.warnOnQuit": false,
  "datareporting.healthreport.service.enabled": false,
  "datareporting.healthreport.uploadEnabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "datareporting.policy.dataSubmissionPolicyBypassNotification": true,
  "dom.ipc.reportProcessHangs": false,
  "extensions.autoDisableScopes": 0,
  "extensions.enabledScopes": 5,
  "extensions.installDistroAddons": false,
  "extensions.update.enabled": false,
  "focusmanager.testmode": true,
  "geo.wifi.scan": false,
  "hangmonitor.timeout": 0,
  "idle.lastDailyNotification": -1,
  "media.gmp-manager.updateEnabled": false,
  "network.manage-offline-status": false,
  "security.certerrors.mitm.priming.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
  "startup.homepage_welcome_url": "about:blank",
  "toolkit.startup.max_resumed_crashes": -1,
  // A free port, which Firefox writes to a file in the profile.
  "marionette.port": 0,
};

const START_TIMEOUT = 60_000;

/**
 * Starts Firefox.
 *
 * @param {{binary: string, args?: string[], prefs?: object}} options values of `moz:firefoxOptions`.
 * @returns {Promise<{marionette: Marionette, stop(): Promise<void>}>}
 */
export async function startFirefox({ binary, args = [], prefs = {} }) {
  const profile = mkdtempSync(join(tmpdir(), "open-ticket-firefox-"));
  const lines = Object.entries({ ...PREFERENCES, ...prefs }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(join(profile, "user.js"), lines.join(""));
  const child = spawn(binary, ["--marionette", "--no-remote", "--profile", profile, ...args], {
    env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: "1" },
    stdio: "ignore",
  });
  const ended = Promise.race([once(child, "exit"), once(child, "error")]);
  const stop = async () => {
    child.kill("SIGKILL");
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
  };
  try {
    return { marionette: await connected(profile, ended), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for the port in the profile, and connects to it. */
async function connected(profile, ended) {
  let running = true;
  ended.then(() => {
    running = false;
  });
  for (const start = Date.now(); running && Date.now() - start < START_TIMEOUT; await wait(50)) {
    const port = Number(readPort(profile));
    if (port) return Marionette.connect(port);
  }
  const message = running ? "Firefox has opened no port" : "Firefox has ended";
  throw { error: "session not created", message };
}

function readPort(profile) {
  try {
    return readFileSync(join(profile, "MarionetteActivePort"), "utf8");
  } catch {
    return "";
  }
}
