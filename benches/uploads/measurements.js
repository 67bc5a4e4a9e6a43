// Interleaved measurements of the form and of two scripts, with the same file.
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { figure } from "../figures.js";
import { chooseFile, openPage } from "./unlimited-form-page.js";

const MB = 1_000_000;
const ROUNDS = 9;

/** Display names by name in measure-in-page.js; ours is the first. */
const SUBJECTS = {
  form: "open-ticket",
  dataUrl: "readAsDataURL, JSON.stringify, btoa, URLSearchParams",
  toBase64: "arrayBuffer, toBase64, btoa",
};

/** Calls `use` with the path of a temporary file of the given size. */
async function withFile(bytes, use) {
  const folder = mkdtempSync(join(tmpdir(), "open-ticket-bench-"));
  const path = join(folder, "noise.bin");
  try {
    writeFileSync(path, noise(Math.min(bytes, 100 * MB)));
    truncateSync(path, bytes);
    return await use(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns incompressible bytes, the same at each run. */
function noise(bytes) {
  const words = new Uint32Array(Math.ceil(bytes / 4));
  let state = 1;
  for (let i = 0; i < words.length; i += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    words[i] = state ^ (state >>> 15);
  }
  return Buffer.from(words.buffer, 0, bytes);
}

/** Yields the time from the first read of a file to the complete body, and the longest input delay. */
export async function* encoding(browser, url) {
  const durations = await measureInterleaved(browser, url, 8 * MB, ROUNDS, "duration");
  yield figure("files: encoding 8 MB as a request body", durations);
  const longest = await measureInterleaved(browser, url, 100 * MB, 3, "longest");
  yield figure("files: longest input delay while encoding 100 MB", longest);
}

function measureInterleaved(browser, url, bytes, rounds, property) {
  return withFile(bytes, async (path) => {
    const page = await openPage(browser, url);
    await chooseFile(page, path);
    const times = new Map(Object.values(SUBJECTS).map((name) => [name, []]));
    // The first round is a warm-up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [subject, name] of Object.entries(SUBJECTS)) {
        const result = await page.evaluate((key) => window.bench.run(key), subject);
        if (round > 0) times.get(name).push(result[property]);
      }
    }
    await page.context().close();
    return times;
  });
}

/** Yields the size of the largest file that can be encoded, and the memory that this takes. */
export async function* largestFile(browser, url) {
  const peers = {};
  for (const subject of ["dataUrl", "toBase64"]) {
    peers[SUBJECTS[subject]] = await largestEncodable(browser, url, subject);
  }
  const [memoryGrowth, size] = await withFile(1_000 * MB, async (path) => {
    const page = await openPage(browser, url);
    await chooseFile(page, path);
    const memory = () => page.evaluate(() => window.bench.memory.buffer.byteLength);
    const before = await memory();
    const { size } = await page.evaluate(() => window.bench.run("form"));
    const after = await memory();
    await page.context().close();
    return [(after - before) / MB, size];
  });
  if (size < 1_777 * MB) throw new Error(`1 GB produced a body of ${size} bytes`);
  yield {
    name: "files: largest tested file that can be encoded",
    unit: "MB",
    ours: 1_000,
    peers,
    ratio: null,
  };
  yield {
    name: "files: growth of the wasm memory with 1 GB",
    unit: "MB",
    ours: memoryGrowth,
    peers: {},
    ratio: null,
  };
}

/** Returns the size of the largest file that a script encodes, in MB, in steps of 100 MB. */
async function largestEncodable(browser, url, subject) {
  let largest = 0;
  for (let size = 100; size <= 1_000; size += 100) {
    const isEncoded = await withFile(size * MB, async (path) => {
      const page = await openPage(browser, url);
      const crashed = new Promise((resolve) => page.once("crash", () => resolve(false)));
      await chooseFile(page, path);
      const run = page.evaluate((key) => window.bench.run(key), subject);
      // A silent failure produces a body without the file.
      const isComplete = run
        .then(({ size: length }) => length > (size * MB * 16) / 9)
        .catch(() => false);
      const result = await Promise.race([isComplete, crashed]);
      await page.context().close();
      return result;
    });
    if (!isEncoded) break;
    largest = size;
  }
  return largest;
}

/** Yields the time until chosen files are listed. */
export async function* listing(browser, url) {
  const times = [];
  for (let round = 0; round < 5; round += 1) {
    const page = await openPage(browser, url);
    const time = await page.evaluate(() => {
      const bytes = (i) => new Uint8Array(1_000_000).fill(i);
      const file = (_, i) => new File([bytes(i)], `file ${i}.bin`);
      return window.bench.timeUntilListed(Array.from({ length: 100 }, file));
    });
    times.push(time);
    await page.context().close();
  }
  yield figure("files: 100 of 1 MB, selection until listed", new Map([[SUBJECTS.form, times]]));
}
