// Runs the add-on's unit tests with PHP versions that Debian does not have, compiled to WebAssembly: each in a
// process, since a PHP that has ended cannot be started again. Tests of other processes and of locks of files,
// which WebAssembly lacks, are in PHPUnit's group `system`, and run with the system's PHP only.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPHPRuntime, PHP } from "@php-wasm/universal";
import { listeningUrl } from "../../../../tests/e2e/support/relay-process.js";

const SUPPORTED = ["8.1", "8.3", "8.4"];
const TOO_OLD = "7.4";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");

/** Folder of Debian's PHPUnit and Laravel's database. */
const LIBRARIES = "/usr/share/php";

const PHPUNIT = `
  define('PHPUNIT_COMPOSER_INSTALL', 'PHPUnit/Autoload.php');
  require PHPUNIT_COMPOSER_INSTALL;
  exit(PHPUnit\\TextUI\\Command::main());`;

/** Makes a folder of this machine visible to PHP. */
function mount(php, folder) {
  php.mkdir(folder);
  return php.mount(folder, (_php, fs, point) => {
    fs.mount(fs.filesystems.NODEFS, { root: folder }, point);
    return () => fs.unmount(point);
  });
}

async function copy(stream, output) {
  for await (const chunk of stream) output.write(chunk);
}

/** Runs PHP's command line in this process. Resolves to its exit code. */
async function runPhp(version, apiUrl, parameters) {
  const { getPHPLoaderModule, getIntlExtensionPath } = await import(
    `@php-wasm/node-${version.replace(".", "-")}`
  );
  const php = new PHP(await loadPHPRuntime(await getPHPLoaderModule(), { processId: 1 }));
  for (const folder of [ROOT, LIBRARIES]) await mount(php, folder);
  php.onMessage(async (form) => {
    const body = new URLSearchParams(form);
    return (await fetch(apiUrl, { method: "POST", body })).text();
  });
  const settings = [
    `include_path=${LIBRARIES}`,
    // Without the data of ICU, which only the normalization of text does not need.
    `extension=${await getIntlExtensionPath()}`,
    // PHPUnit queries the width of the terminal.
    "disable_functions=shell_exec",
    // Debian's PHPUnit is older than some deprecations.
    "error_reporting=24575",
  ];
  const options = settings.flatMap((setting) => ["-d", setting]);
  const { stdout, stderr, exitCode } = await php.cli(["php", ...options, ...parameters]);
  await Promise.all([copy(stdout, process.stdout), copy(stderr, process.stderr)]);
  return exitCode;
}

/** Starts the sandbox. Resolves to the URL of its api.php, and a function that ends it. */
async function startSandbox() {
  const folder = mkdtempSync(join(tmpdir(), "open-ticket-php-"));
  const address = ["--listen", "127.0.0.1:0", "--database", join(folder, "sandbox.db")];
  const child = spawn(join(TARGET, "debug", "open-ticket-sandbox"), address);
  const exited = once(child, "exit");
  const stop = async () => {
    child.kill();
    await exited;
    rmSync(folder, { recursive: true });
  };
  return { apiUrl: `${await listeningUrl(child, exited)}/includes/api.php`, stop };
}

/** Runs this script for one version. Resolves to `true` if PHP ends without an error. */
async function passes(version, apiUrl) {
  console.log(`PHP ${version}`);
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), version, apiUrl], {
    stdio: "inherit",
  });
  const [code] = await once(child, "exit");
  return code === 0;
}

const [version, apiUrl] = process.argv.slice(2);
if (version === TOO_OLD) {
  process.exit(await runPhp(version, apiUrl, [join(FOLDER, "old-php.php")]));
} else if (version) {
  const configuration = join(ROOT, "integrations", "whmcs");
  const phpunit = ["--bootstrap", join(FOLDER, "bootstrap.php"), "--configuration", configuration];
  const parameters = [...phpunit, "--exclude-group", "system", "--colors=never"];
  process.exit(await runPhp(version, apiUrl, ["-r", PHPUNIT, "--", ...parameters]));
}
const failed = [];
for (const version of [TOO_OLD, ...SUPPORTED]) {
  // With the tickets of the versions before it, a search would end at its maximum of pages.
  const sandbox = await startSandbox();
  if (!(await passes(version, sandbox.apiUrl))) failed.push(version);
  await sandbox.stop();
}
if (failed.length > 0) {
  console.error(`The add-on's tests fail with PHP ${failed.join(", ")}`);
  process.exit(1);
}
