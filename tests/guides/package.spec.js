// The packed npm package: its contents, its types, and its use in Node and bundlers.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { test as base, expect } from "@playwright/test";
import { build } from "esbuild";
import { publint } from "publint";
import { ROOT } from "../../tools/sync-guides.mjs";
import { pack } from "./follow-guide.js";

const run = promisify(execFile);
const [declaration] = JSON.parse(readFileSync(join(ROOT, "npm/custom-elements.json"), "utf8"))
  .modules[0].declarations;

const test = base.extend({
  packed: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's dependencies from it.
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), "open-ticket-package-"));
      await use({ folder, ...(await pack(folder)) });
      rmSync(folder, { recursive: true });
    },
    { scope: "worker" },
  ],
});

/** Runs a tool from node_modules. Returns its exit status and output, even if it fails. */
async function runTool(name, parameters, cwd) {
  try {
    const { stdout } = await run(join(ROOT, "node_modules/.bin", name), parameters, { cwd });
    return { status: 0, output: stdout };
  } catch ({ code, stdout, stderr }) {
    return { status: code, output: stdout + stderr };
  }
}

test("publint reports no problems", async ({ packed }) => {
  const { messages } = await publint({ pkgDir: packed.unpacked, strict: true, pack: false });
  expect(messages).toEqual([]);
});

test("arethetypeswrong reports no problems", async ({ packed }) => {
  const binaries = ["./open-ticket.wasm", "./open-ticket-app_bg.wasm", "./open-ticket-editor.wasm"];
  const format = ["--no-color", "--format", "table-flipped"];
  const options = ["--profile", "esm-only", ...format, "--exclude-entrypoints", ...binaries];
  const { status, output } = await runTool("attw", [packed.archive, ...options]);
  expect(status, output).toBe(0);
  expect(output).toMatch(/open-ticket\/slim.*🟢 \(ESM\)/);
});

test("the package contains the expected files", ({ packed }) => {
  expect(packed.files.sort()).toEqual([
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "custom-elements.json",
    "element.d.ts",
    "element.js",
    "index.d.ts",
    "index.js",
    "locales/en.json",
    "open-ticket-app.js",
    "open-ticket-app_bg.wasm",
    "open-ticket-editor.wasm",
    "open-ticket-element.js",
    "open-ticket.d.ts",
    "package.json",
    "slim.d.ts",
    "slim.js",
  ]);
  const { version } = JSON.parse(readFileSync(join(packed.unpacked, "package.json"), "utf8"));
  expect(readFileSync(join(ROOT, "Cargo.toml"), "utf8")).toContain(`version = "${version}"`);
});

test("importing the package in Node has no side effects", async ({ packed }) => {
  const code = `
    const entryPoints = ["open-ticket", "open-ticket/element", "open-ticket/slim"];
    const modules = await Promise.all(entryPoints.map((name) => import(name)));
    console.log(JSON.stringify(modules.map((module) => Object.keys(module).sort())));`;
  writeFileSync(join(packed.folder, "server.mjs"), code);
  const { stdout } = await run(process.execPath, [join(packed.folder, "server.mjs")]);
  const mainExports = ["createTicketForm", "define"];
  expect(JSON.parse(stdout)).toEqual([mainExports, [], [...mainExports, "init"]]);
});

test("Node and a bundler can import the UI text", async ({ packed }) => {
  const importText = 'import english from "open-ticket/locales/en.json"';
  const code = (attributes) => `${importText}${attributes}; console.log(english["label.subject"]);`;
  const file = join(packed.folder, "ui-text.mjs");
  writeFileSync(file, code(' with { type: "json" }'));
  expect((await run(process.execPath, [file])).stdout).toBe("Subject\n");
  const stdin = { contents: code(""), resolveDir: packed.folder };
  const { outputFiles } = await build({ stdin, bundle: true, format: "esm", write: false });
  expect(outputFiles[0].text).toContain('"label.subject": "Subject"');
});

test("init() without both wasm chunks throws", async ({ packed }) => {
  const { init } = await import(join(packed.unpacked, "slim.js"));
  const wasm = "/open-ticket.wasm";
  for (const options of [undefined, { wasm }, { editor: wasm }]) {
    expect(() => init(options)).toThrow("init() requires { wasm, editor }");
  }
});

const SAMPLE = `
import { createTicketForm, define } from "open-ticket";
import type { OpenTicketAttributes, OpenTicketDetails, OpenTicketMethods } from "open-ticket";
import { init } from "open-ticket/slim";
import "open-ticket/element";

define();
const form = createTicketForm("#support", {
  department: 3,
  priority: "High",
  events: {
    opened: ({ id, number }) => console.log(id + 1, number.length),
    submit: (_, event) => event.preventDefault(),
  },
});
form.element.theme = "dark";
form.setToken(null);
init({ wasm: fetch("/open-ticket.wasm"), editor: "/open-ticket-editor.wasm" });
document.addEventListener("open-ticket-progress", ({ detail }) => detail.sent / detail.total);
document.querySelector("open-ticket")?.reset();

// @ts-expect-error There is no such theme.
form.element.theme = "pink";
// @ts-expect-error There is no such event.
createTicketForm("#support", { events: { exploded() {} } });
// @ts-expect-error An option has its own type.
createTicketForm("#support", { endpoint: 5 });

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
`;

test("the types match custom-elements.json and type-check in a program", async ({ packed }) => {
  const union = (list) => list.map((name) => JSON.stringify(name)).join(" | ");
  const { attributes, members, events } = declaration;
  const methods = members.filter(({ kind }) => kind === "method");
  const typeComparisons = [
    ["OpenTicketAttributes", attributes.map(({ name }) => name)],
    ["OpenTicketMethods", methods.map(({ name }) => name)],
    ["OpenTicketDetails", events.map(({ name }) => name.replace("open-ticket-", ""))],
  ].map(
    ([type, keys], n) => `export const same${n}: Same<keyof ${type}, ${union(keys)}> = true;\n`,
  );
  writeFileSync(join(packed.folder, "sample.ts"), SAMPLE + typeComparisons.join(""));
  const options = ["--strict", "--noEmit", "--target", "es2022", "--lib", "es2022,dom"];
  for (const resolution of [
    ["esnext", "bundler"],
    ["nodenext", "nodenext"],
  ]) {
    const [module, moduleResolution] = resolution;
    const flags = ["--module", module, "--moduleResolution", moduleResolution, "--types", ""];
    const parameters = [...options, ...flags, "sample.ts"];
    const { output, status } = await runTool("tsc", parameters, packed.folder);
    expect(output).toBe("");
    expect(status).toBe(0);
  }
});
