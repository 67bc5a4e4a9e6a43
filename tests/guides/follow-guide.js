// Follows a guide in docs/guides in a temporary folder: copies the files that it shows from examples/,
// and runs its commands.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { codeBlocks, exampleFolder, ROOT } from "../../tools/sync-guides.mjs";

const DIST = join(ROOT, "dist");
const run = promisify(execFile);

/**
 * Follows a guide.
 *
 * @param {string} guide name of the guide and its example.
 * @param {(folder: string) => void} [prepare] called after the files are copied, before the commands.
 * @returns the folder, and a function that removes it.
 */
export async function followGuide(guide, prepare = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), `open-ticket-${guide}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const commands = [];
    for (const { language, name, text } of codeBlocks(guide)) {
      if (language === "sh") commands.push(...text.trim().split("\n"));
      else await cp(join(exampleFolder(guide), name), join(folder, name));
    }
    prepare(folder);
    for (const command of commands) await runCommand(command, folder);
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function runCommand(command, folder) {
  const packages = command.match(/^npm install (?:--save-dev )?(.+)$/);
  if (packages) {
    const modules = join(folder, "node_modules");
    for (const name of packages[1].split(" ")) await installPackage(name, modules);
    return;
  }
  await run("sh", ["-euc", command], { cwd: folder, env: await environment() });
}

/** Returns the environment of the commands: with the project's tools, and without network access. */
async function environment() {
  const printEnvironment = '. tools/env; printf "%s\\n%s" "$PATH" "$CARGO_TARGET_DIR"';
  const { stdout } = await run("sh", ["-c", printEnvironment, "tools/guides"], { cwd: ROOT });
  const [PATH, CARGO_TARGET_DIR] = stdout.split("\n");
  const offline = { CARGO_NET_OFFLINE: "true", npm_config_offline: "true" };
  const env = { ...process.env, ...offline, CARGO_TARGET_DIR, DIST, PATH };
  // Trunk 0.21 parses NO_COLOR as a boolean option, and fails on NO_COLOR=1.
  delete env.NO_COLOR;
  return { ...env, TRUNK_SKIP_VERSION_CHECK: "true" };
}

/** Installs our package as npm packs it, or links another one from node_modules, without downloads. */
async function installPackage(name, modules) {
  const target = join(modules, name);
  mkdirSync(dirname(target), { recursive: true });
  if (name === "open-ticket") await installOwnPackage(target);
  else linkPackage(name, target, join(modules, ".bin"));
}

function linkPackage(name, target, commands) {
  const installed = join(ROOT, "node_modules", name);
  if (!existsSync(installed))
    throw new Error(`a guide installs ${name}, which is missing in package.json`);
  symlinkSync(installed, target);
  const { bin = {} } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  mkdirSync(commands, { recursive: true });
  for (const [command, path] of Object.entries(typeof bin === "string" ? { [name]: bin } : bin)) {
    symlinkSync(join(installed, path), join(commands, command));
  }
}

async function installOwnPackage(target) {
  const folder = mkdtempSync(join(tmpdir(), "open-ticket-pack-"));
  const { unpacked } = await pack(folder);
  await cp(unpacked, target, { recursive: true });
  rmSync(folder, { recursive: true });
}

/** Packs our package with npm. Returns the archive, its paths, and the folder of the unpacked files. */
export async function pack(folder) {
  const options = ["--pack-destination", folder, "--json"];
  const packed = await run("npm", ["pack", join(DIST, "npm"), ...options]);
  const [{ filename, files }] = Object.values(JSON.parse(packed.stdout));
  const archive = join(folder, filename);
  const unpacked = join(folder, "node_modules/open-ticket");
  mkdirSync(unpacked, { recursive: true });
  await run("tar", ["-xzf", archive, "-C", unpacked, "--strip-components", "1"]);
  return { archive, files: files.map(({ path }) => path), unpacked };
}
