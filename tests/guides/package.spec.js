// The packed npm package: its contents, its types, and its use in Node and bundlers.
import { execFile } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
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

/** Links libraries into the folder of the package. */
function linkLibraries(folder, names) {
  for (const name of names) {
    const target = join(folder, "node_modules", name);
    mkdirSync(dirname(target), { recursive: true });
    if (!existsSync(target)) symlinkSync(join(ROOT, "node_modules", name), target);
  }
}

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
    "fetch-file.js",
    "index.d.ts",
    "index.js",
    "locales/en.json",
    "open-ticket-app.js",
    "open-ticket-app_bg.wasm",
    "open-ticket-editor.wasm",
    "open-ticket-element.js",
    "open-ticket.d.ts",
    "package.json",
    "preact.d.ts",
    "react.d.ts",
    "react.js",
    "slim.d.ts",
    "slim.js",
    "solid.d.ts",
    "svelte.d.ts",
    "themes/bootstrap-3.css",
    "themes/bootstrap-4.css",
    "themes/bootstrap-5.css",
    "vue.d.ts",
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

test("define() has no effect in Node", async ({ packed }) => {
  const code = `
    import { define } from "open-ticket";
    import { define as defineSlim } from "open-ticket/slim";
    for (const tag of [undefined, "x-form"]) {
      define(tag);
      defineSlim(tag);
    }`;
  const file = join(packed.folder, "define.mjs");
  writeFileSync(file, code);
  expect(await run(process.execPath, [file])).toEqual({ stdout: "", stderr: "" });
});

test("the React component renders the element with its attributes in Node", async ({ packed }) => {
  linkLibraries(packed.folder, ["react", "react-dom"]);
  const code = `
    import { createElement } from "react";
    import { renderToString } from "react-dom/server";
    import { OpenTicket } from "open-ticket/react";
    const props = { subject: "A", department: 3, token: null, className: "wide", onOpened() {} };
    console.log(renderToString(createElement(OpenTicket, props, "Fallback")));`;
  const file = join(packed.folder, "react.mjs");
  writeFileSync(file, code);
  const { stdout } = await run(process.execPath, [file]);
  expect(stdout).toBe(
    '<open-ticket subject="A" department="3" class="wide">Fallback</open-ticket>\n',
  );
  expect(readFileSync(join(packed.unpacked, "react.js"), "utf8")).toMatch(/^"use client";/);
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
declare const optional: string | undefined;
const form = createTicketForm("#support", {
  department: 3,
  token: optional,
  tag: optional,
  priority: "High",
  events: {
    opened: ({ id, number }) => console.log(id + 1, number.length),
    submit: (_, event) => event.preventDefault(),
  },
});
form.element.theme = "dark";
form.element.theme = null;
form.element.theme = undefined;
form.element.department = 3;
form.element.token = optional;
const token: string | null = form.element.token;
form.setToken(null);
form.setToken(optional);
createTicketForm("#support", { events: undefined });
createTicketForm("#support", { events: { opened: undefined } });
init({ wasm: fetch("/open-ticket.wasm"), editor: "/open-ticket-editor.wasm" });
document.addEventListener("open-ticket-progress", ({ detail }) => detail.sent / detail.total);
document.querySelector("open-ticket")?.reset();

// @ts-expect-error There is no such theme.
form.element.theme = "pink";
// @ts-expect-error There is no such event.
createTicketForm("#support", { events: { exploded() {} } });
// @ts-expect-error An option accepts only its own type.
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

const LIBRARIES = ["@types/react", "csstype", "preact", "react", "solid-js", "svelte", "vue"];
const SAMPLES = join(ROOT, "tests/guides/types");

test("the element has types in React, Preact, Solid, Svelte and Vue", async ({ packed }) => {
  linkLibraries(packed.folder, LIBRARIES);
  const samples = readdirSync(SAMPLES);
  expect(samples.sort()).toEqual(["preact.tsx", "react.tsx", "solid.tsx", "svelte.ts", "vue.ts"]);
  for (const name of samples) copyFileSync(join(SAMPLES, name), join(packed.folder, name));
  const options = ["--strict", "--noEmit", "--target", "es2022", "--lib", "es2022,dom"];
  const modules = ["--module", "esnext", "--moduleResolution", "bundler", "--jsx", "preserve"];
  for (const strictness of [[], ["--exactOptionalPropertyTypes"]]) {
    const parameters = [...options, ...modules, ...strictness, "--types", "", ...samples];
    const { output, status } = await runTool("tsc", parameters, packed.folder);
    expect(output).toBe("");
    expect(status).toBe(0);
  }
});

/** Bundles code with esbuild, opens a page with it, and returns the page's console messages. */
async function messagesOf(page, packed, code, format) {
  const stdin = { contents: code, resolveDir: packed.folder };
  const options = { bundle: true, format, logLevel: "silent", write: false };
  const { outputFiles } = await build({ stdin, ...options });
  const messages = [];
  page.on("console", (message) => {
    if (message.text().startsWith("open-ticket:")) messages.push(message.text());
  });
  await page.route("http://site.test/**", (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/")
      return route.fulfill({
        contentType: "text/html",
        body: `<div id="support"><a href="/old">Old</a></div><script type="module" src="/main.js"></script>`,
      });
    if (pathname === "/main.js")
      return route.fulfill({ contentType: "text/javascript", body: outputFiles[0].text });
    return route.fulfill({ status: 404, body: "" });
  });
  await page.goto("http://site.test/");
  await expect(page.getByText("The form could not be loaded.")).toBeVisible();
  await expect(page.getByText("Old")).toBeVisible();
  return messages;
}

const START = `import { createTicketForm } from "open-ticket"; createTicketForm("#support");`;

test("a bundle that is not an ES module is reported in the console", async ({ packed, page }) => {
  const messages = await messagesOf(page, packed, START, "iife");
  expect(messages).toEqual([expect.stringMatching(/not an ES module.*or open-ticket\/slim$/)]);
});

test("a bundle without the wasm names the missing file in the console", async ({
  packed,
  page,
}) => {
  const messages = await messagesOf(page, packed, START, "esm");
  const missing =
    /http:\/\/site\.test\/open-ticket-app_bg\.wasm responds with 404\. Copy all files/;
  expect(messages).toEqual([expect.stringMatching(missing)]);
});
