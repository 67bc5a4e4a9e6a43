// Measures first visits to our form and to the peers' page, interleaved, on a slow connection: the time until
// message and files can be used, from the request for the bundle and from the request for the page's
// script, which is the bundle for the peers. Nothing is cached, and both are served with brotli.
// Usage: node benches/visits/main.js FIGURES.json
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import { browserLaunchOptions } from "../../tests/e2e/support/chromium.js";
import { startRelay } from "../../tests/e2e/support/relay-process.js";
import { figure, format } from "../figures.js";
import { serve } from "../serve.js";

const ROUNDS = 7;

/** 1.6 Mbit/s down, 150 ms round trip. */
const CONNECTION = {
  offline: false,
  latency: 150,
  downloadThroughput: 200_000,
  uploadThroughput: 93_750,
};
/** Factor by which the CPU is throttled. */
const CPU_THROTTLING = 4;

const fileUrl = (name) => new URL(name, import.meta.url);
const version = (name) =>
  JSON.parse(readFileSync(fileUrl(`../../node_modules/${name}/package.json`))).version;

const PEER = `EasyMDE ${version("easymde")} + Uppy ${version("@uppy/core")}`;

/** Names of a visit's measurements, with the unit if it is not milliseconds. */
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

/** Serves the peers' page, with script and stylesheet minified as their documentation recommends. */
async function servePeer() {
  const built = await build({
    entryPoints: ["peer.js", "peer.css"].map((name) => fileUrl(name).pathname),
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    outdir: "out",
    loader: { ".svg": "dataurl" },
  });
  const files = new Map(
    built.outputFiles.map(({ path, contents }) => [`/${path.split("/").pop()}`, contents]),
  );
  files.set("/", readFileSync(fileUrl("peer.html")));
  const types = { js: "text/javascript", css: "text/css" };
  const compressed = new Map([...files].map(([path, body]) => [path, brotliCompressSync(body)]));
  return serve((path) => {
    const type = types[path.split(".").pop()] ?? "text/html";
    const headers = { "content-type": `${type}; charset=utf-8`, "content-encoding": "br" };
    return compressed.has(path) ? [compressed.get(path), headers] : undefined;
  });
}

/** Visits a page with an empty cache. Returns the measurements in MEASURED. */
async function visit(browser, url, { script, bundle, usable }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", CONNECTION);
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_THROTTLING });
  let [scriptRequested, bundleRequested, bytes] = [0, 0, 0];
  session.on("Network.requestWillBeSent", ({ request, timestamp }) => {
    if (script.test(request.url)) scriptRequested ||= timestamp;
    if (bundle.test(request.url)) bundleRequested ||= timestamp;
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
  return [(now - bundleRequested) * 1_000, (now - scriptRequested) * 1_000, bytes / 1_000];
}

const [, , outputFile] = process.argv;
const relay = await startRelay();
const peer = await servePeer();
const browser = await chromium.launch(browserLaunchOptions);
try {
  const urls = { "open-ticket": relay.url, [PEER]: peer.url };
  const measured = MEASURED.map(() => new Map(Object.keys(urls).map((name) => [name, []])));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, url] of Object.entries(urls)) {
      const results = await visit(browser, url, SUBJECTS[name]);
      for (const [index, times] of measured.entries()) times.get(name).push(results[index]);
    }
  }
  const figures = MEASURED.map(([name, unit], index) => {
    const result = figure(`first visit${name}`, measured[index]);
    return unit ? { ...result, unit } : result;
  });
  for (const result of figures) console.log(format(result));
  writeFileSync(outputFile, JSON.stringify(figures));
} finally {
  await browser.close();
  peer.stop();
  await relay.stop();
}
