// What a guide in docs/guides tells its reader to do, done in a folder of its own: files are written,
// commands run. ```js vite.config.js is a file, ```sh commands, ```http index.html a page's policy.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { cp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DIST = join(ROOT, "dist");
const BLOCK = /^```(\w+)(?: (\S+))?\n(.*?)^```$/gms;
const run = promisify(execFile);

/** @returns {{language: string, name?: string, text: string}[]} a guide's code, in its order. */
export function blocks(guide) {
  const text = readFileSync(join(ROOT, "docs/guides", `${guide}.md`), "utf8");
  return [...text.matchAll(BLOCK)].map(([, language, name, text]) => ({ language, name, text }));
}

/** The policy that a guide gives to a page: its own, or the one that is for all. */
export function policyOf(guide, page) {
  const policies = blocks(guide).filter(({ language }) => language === "http");
  const found = policies.find(({ name }) => name === page) ?? policies.find(({ name }) => !name);
  if (!found) throw new Error(`The guide ${guide} has no policy for ${page}`);
  return found.text
    .replace(/^Content-Security-Policy:/i, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Does what a guide says. @returns the folder, and its end. */
export async function follow(guide) {
  const folder = mkdtempSync(join(tmpdir(), `open-ticket-${basename(guide)}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const commands = [];
    for (const { language, name, text } of blocks(guide)) {
      if (language === "sh") commands.push(...text.trim().split("\n"));
      else if (name && language !== "http") await write(join(folder, name), text);
    }
    for (const command of commands) await obey(command, folder);
    return { folder, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  await writeFile(path, withHashes(text));
}

/** A guide shows the place of a hash; which one it is says dist/integrity.json. */
function withHashes(text) {
  const hashes = JSON.parse(readFileSync(join(DIST, "integrity.json"), "utf8"));
  return text.replace(
    /src="\/open-ticket\/([^"]+)"(\s+)integrity="sha384-…"/g,
    (_, file, blank) => `src="/open-ticket/${file}"${blank}integrity="${hashes[file]}"`,
  );
}

async function obey(command, folder) {
  const packages = command.match(/^npm install (?:--save-dev )?(.+)$/);
  if (packages) {
    for (const name of packages[1].split(" ")) await install(name, join(folder, "node_modules"));
    return;
  }
  const env = { ...process.env, DIST, npm_config_offline: "true" };
  await run("sh", ["-euc", command], { cwd: folder, env });
}

/** Ours as npm packs it, everything else as it is installed here: nothing is downloaded. */
async function install(name, modules) {
  const place = join(modules, name);
  mkdirSync(dirname(place), { recursive: true });
  if (name === "open-ticket") await unpack(place);
  else link(name, place, join(modules, ".bin"));
}

function link(name, place, commands) {
  const installed = join(ROOT, "node_modules", name);
  if (!existsSync(installed)) throw new Error(`package.json lacks ${name}, which a guide installs`);
  symlinkSync(installed, place);
  const { bin = {} } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  mkdirSync(commands, { recursive: true });
  for (const [command, path] of Object.entries(typeof bin === "string" ? { [name]: bin } : bin)) {
    symlinkSync(join(installed, path), join(commands, command));
  }
}

async function unpack(place) {
  const folder = mkdtempSync(join(tmpdir(), "open-ticket-pack-"));
  const { unpacked } = await pack(folder);
  await cp(unpacked, place, { recursive: true });
  rmSync(folder, { recursive: true });
}

/** Our package as npm packs it. @returns the archive, its files, and where it is unpacked. */
export async function pack(folder) {
  const options = ["--pack-destination", folder, "--json"];
  const packed = await run("npm", ["pack", join(DIST, "npm"), ...options]);
  const [{ filename, files }] = Object.values(JSON.parse(packed.stdout));
  const file = join(folder, filename);
  const unpacked = join(folder, "node_modules/open-ticket");
  mkdirSync(unpacked, { recursive: true });
  await run("tar", ["-xzf", file, "-C", unpacked, "--strip-components", "1"]);
  return { file, files: files.map(({ path }) => path), unpacked };
}
