// The server configurations in docs/guides/html.md, run by nginx, Apache and Caddy.
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { ROOT } from "../../tools/sync-guides.mjs";
import { EDITOR, GLUE, LOADER, WASM } from "../e2e/support/bundle-files.js";
import { freePort } from "../e2e/support/free-port.js";

const FOREVER = "public, max-age=31536000, immutable";

const snippet = (name) => readFileSync(join(ROOT, "examples/html", name), "utf8");

const APACHE_MODULES = ["mpm_event", "authz_core", "headers", "mime"];

/** Servers: the name of the configuration file, its contents, and the command. */
const SERVERS = {
  nginx: (folder, port) => [
    "nginx.conf",
    `daemon off; pid ${folder}/pid; error_log stderr;
    events {}
    http {
      types { text/javascript js; application/wasm wasm; }
      access_log off;
      client_body_temp_path ${folder}/body;
      proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/fastcgi;
      uwsgi_temp_path ${folder}/uwsgi;
      scgi_temp_path ${folder}/scgi;
      server { listen 127.0.0.1:${port}; root ${folder}/site; ${snippet("nginx.conf")} }
    }`,
    ["/usr/sbin/nginx", "-e", "stderr", "-c"],
  ],
  apache: (folder, port) => [
    "apache.conf",
    `ServerName localhost
    Listen 127.0.0.1:${port}
    PidFile ${folder}/pid
    ErrorLog ${folder}/error.log
    DefaultRuntimeDir ${folder}
    ${APACHE_MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n")}
    User www-data
    Group www-data
    TypesConfig /etc/mime.types
    DocumentRoot ${folder}/site
    <Directory ${folder}/site/open-ticket>
    ${snippet("htaccess.conf")}
    </Directory>`,
    ["/usr/sbin/apache2", "-DFOREGROUND", "-f"],
  ],
  caddy: (folder, port) => [
    "Caddyfile",
    `{
      admin off
      auto_https off
    }
    http://127.0.0.1:${port} {
      root * ${folder}/site
      ${snippet("Caddyfile")}
      file_server
    }`,
    ["caddy", "run", "--adapter", "caddyfile", "--config"],
  ],
};

for (const [name, configure] of Object.entries(SERVERS)) {
  test(`${name} lets browsers keep the files with hashes, and revalidate all others`, async () => {
    const folder = mkdtempSync(join(tmpdir(), `open-ticket-${name}-`));
    // Servers that are started as root read the files as another user.
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, "site/open-ticket"), { recursive: true });
    for (const file of [LOADER, GLUE, WASM, EDITOR]) {
      cpSync(join(ROOT, "dist", file), join(folder, "site/open-ticket", file));
    }
    const port = await freePort();
    const [file, contents, [command, ...parameters]] = configure(folder, port);
    writeFileSync(join(folder, file), contents);
    const child = spawn(command, [...parameters, join(folder, file)], {
      env: { ...process.env, HOME: folder },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let log = "";
    child.stderr.on("data", (chunk) => {
      log += chunk;
    });
    const exited = once(child, "exit");
    const get = (path) => fetch(`http://127.0.0.1:${port}/open-ticket/${path}`);
    try {
      await expect(async () => {
        expect(await get(LOADER).then(({ status }) => status, String), log).toBe(200);
      }).toPass({ timeout: 20_000 });
      for (const path of [GLUE, WASM, EDITOR]) {
        const response = await get(path);
        expect(response.headers.get("cache-control"), path).toBe(FOREVER);
      }
      expect((await get(LOADER)).headers.get("cache-control")).toBe("no-cache");
      expect((await get(WASM)).headers.get("content-type")).toBe("application/wasm");
      const missing = await get(GLUE.replace(/-[0-9a-f]{8}/, "-00000000"));
      expect(missing.status).toBe(404);
      expect(missing.headers.get("cache-control")).not.toBe(FOREVER);
    } finally {
      child.kill("SIGTERM");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
