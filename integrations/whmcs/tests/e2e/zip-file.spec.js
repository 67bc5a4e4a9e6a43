// The ZIP file that sites upload.
import { execFileSync } from "node:child_process";
import { dirname } from "node:path";
import { expect, test } from "@playwright/test";
import { zipFile } from "./support/whmcs-site.js";

test("the ZIP file contains the add-on and the built form, with paths below modules/addons", () => {
  const list = [
    "-c",
    "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip()); print('\\n'.join(z.namelist()))",
  ];
  const [damaged, ...names] = execFileSync("python3", [...list, zipFile()])
    .toString()
    .trim()
    .split("\n");
  expect(damaged).toBe("None");
  for (const name of names) expect(name).toMatch(/^modules\/addons\/open_ticket\//);
  for (const pattern of [
    /\/open_ticket\.php$/,
    /\/hooks\.php$/,
    /\/lang\/english\.php$/,
    /\/assets\/bootstrap-3\.css$/,
    /\/assets\/bootstrap-4\.css$/,
    /\/assets\/bootstrap-5\.css$/,
    /\/assets\/open-ticket\.js$/,
    /\/assets\/open-ticket-app-[0-9a-f]{8}\.js$/,
    /\/assets\/open-ticket-app-[0-9a-f]{8}\.wasm$/,
    /\/assets\/open-ticket-editor-[0-9a-f]{8}\.wasm$/,
    /\/LICENSE-MIT$/,
  ]) {
    expect(names.filter((name) => pattern.test(name))).toHaveLength(1);
  }
  expect(names.filter((name) => /tests|standin|\.map$/.test(name))).toEqual([]);
});

test("the checksum file matches the ZIP file", () => {
  const options = { cwd: dirname(zipFile()) };
  execFileSync("sha256sum", ["--check", "--status", `${zipFile()}.sha256`], options);
});
