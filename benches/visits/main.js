// Measures a first visit, ours and the peers' in turns, on one slow line:
// node benches/visits/main.js FIGURES.json
//
// The clock runs until a person can write and choose files: from the moment that the bundle is asked
// for, and from the moment that the page asks for its script, which for the peers is the bundle.
// Nothing is cached; both are served compressed with brotli.
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import { launchOptions } from "../../tests/e2e/browser.js";
import { startRelay } from "../../tests/e2e/relay.js";
import { figure, line } from "../figures.js";
import { serve } from "../serve.js";

const ROUNDS = 7;

/** 1.6 Mbit/s, 150 ms there and back, a processor slowed down four times. */
const LINE = {
  offline: false,
  latency: 150,
  downloadThroughput: 200_000,
  uploadThroughput: 93_750,
};
const SLOWER = 4;

const here = (name) => new URL(name, import.meta.url);
const version = (name) =>
  JSON.parse(readFileSync(here(`../../node_modules/${name}/package.json`))).version;

const PEER = `EasyMDE ${version("easymde")} + Uppy ${version("@uppy/core")}`;

/** What a visit yields, and the unit where it is not milliseconds. */
const MEASURED = [
  [" at 1.6 Mbit/s, 4 times slower: from the bundle's request until usable"],
  [" at 1.6 Mbit/s, 4 times slower: from the script's request until usable"],
  [": downloaded with the page", "kB"],
];

const SUBJECTS = {
  "open-ticket": {
    script: /\/open-ticket\.js$/,
    bundle: /\/open-ticket-app/,
    usable: () =>
      document.querySelector("open-ticket")?.shadowRoot?.querySelector("textarea, [type=submit]"),
  },
  [PEER]: {
    script: /\/peer\.js$/,
    bundle: /\/peer\.js$/,
    usable: () =>
      document.querySelector(".CodeMirror") && document.querySelector(".uppy-Dashboard-AddFiles"),
  },
};

/** The peers' page, its script and its sheet made small as their makers advise. */
async function servePeer() {
  const made = await build({
    entryPoints: ["peer.js", "peer.css"].map((name) => here(name).pathname),
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    outdir: "out",
    loader: { ".svg": "dataurl" },
  });
  const files = new Map(
    made.outputFiles.map(({ path, contents }) => [`/${path.split("/").pop()}`, contents]),
  );
  files.set("/", readFileSync(here("peer.html")));
  const types = { js: "text/javascript", css: "text/css" };
  const packed = new Map([...files].map(([path, body]) => [path, brotliCompressSync(body)]));
  return serve((path) => {
    const type = types[path.split(".").pop()] ?? "text/html";
    const headers = { "content-type": `${type}; charset=utf-8`, "content-encoding": "br" };
    return packed.has(path) ? [packed.get(path), headers] : undefined;
  });
}

/** Milliseconds, milliseconds and kB of one visit in a browser that has never been there. */
async function visit(browser, url, { script, bundle, usable }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", LINE);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  let [asked, wanted, bytes] = [0, 0, 0];
  session.on("Network.requestWillBeSent", ({ request, timestamp }) => {
    if (script.test(request.url)) asked ||= timestamp;
    if (bundle.test(request.url)) wanted ||= timestamp;
  });
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(url);
  await page.waitForFunction(usable, null, { polling: "raf", timeout: 60_000 });
  const { metrics } = await session
    .send("Performance.enable")
    .then(() => session.send("Performance.getMetrics"));
  const now = metrics.find(({ name }) => name === "Timestamp").value;
  await context.close();
  return [(now - wanted) * 1_000, (now - asked) * 1_000, bytes / 1_000];
}

const [, , out] = process.argv;
const relay = await startRelay();
const peer = await servePeer();
const browser = await chromium.launch(launchOptions);
try {
  const urls = { "open-ticket": relay.url, [PEER]: peer.url };
  const measured = MEASURED.map(() => new Map(Object.keys(urls).map((name) => [name, []])));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, url] of Object.entries(urls)) {
      const visited = await visit(browser, url, SUBJECTS[name]);
      for (const [place, all] of measured.entries()) all.get(name).push(visited[place]);
    }
  }
  const figures = MEASURED.map(([name, unit], place) => {
    const one = figure(`first visit${name}`, measured[place]);
    return unit ? { ...one, unit } : one;
  });
  for (const one of figures) console.log(line(one));
  writeFileSync(out, JSON.stringify(figures));
} finally {
  await browser.close();
  peer.stop();
  await relay.stop();
}
