// What is measured: the form, the usual script and the native one, in turns, on the same file.
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { figure } from "../figures.js";
import { chosen, opened } from "./page.js";

const MB = 1_000_000;
const ROUNDS = 9;

/** By their names in the page; ours is the first. */
const SUBJECTS = {
  form: "open-ticket",
  usual: "readAsDataURL, JSON.stringify, btoa, URLSearchParams",
  native: "arrayBuffer, toBase64, btoa",
};

/** A file of so many bytes for as long as something is done with it. */
async function withFile(bytes, act) {
  const folder = mkdtempSync(join(tmpdir(), "open-ticket-bench-"));
  const path = join(folder, "noise.bin");
  try {
    writeFileSync(path, noise(Math.min(bytes, 100 * MB)));
    truncateSync(path, bytes);
    return await act(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Bytes in which nothing repeats that would make the work easier; the same each time. */
function noise(bytes) {
  const words = new Uint32Array(Math.ceil(bytes / 4));
  let state = 1;
  for (let i = 0; i < words.length; i += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    words[i] = state ^ (state >>> 15);
  }
  return Buffer.from(words.buffer, 0, bytes);
}

/** From Send to the body, and how long the page cannot answer meanwhile. */
export async function* bodies(browser, url) {
  const took = await inTurns(browser, url, 8 * MB, ROUNDS, "took");
  yield figure("files: 8 MB to a request's body", took);
  const longest = await inTurns(browser, url, 100 * MB, 3, "longest");
  yield figure("files: longest task while 100 MB become a body", longest);
}

function inTurns(browser, url, bytes, rounds, what) {
  return withFile(bytes, async (path) => {
    const page = await opened(browser, url);
    await chosen(page, path);
    const times = new Map(Object.values(SUBJECTS).map((name) => [name, []]));
    // The first round warms each subject up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [subject, name] of Object.entries(SUBJECTS)) {
        const result = await page.evaluate((one) => window.bench.once(one), subject);
        if (round > 0) times.get(name).push(result[what]);
      }
    }
    await page.context().close();
    return times;
  });
}

/** How much can be sent at all, and what memory that takes. */
export async function* largest(browser, url) {
  const most = {};
  for (const subject of ["usual", "native"]) {
    most[SUBJECTS[subject]] = await largestOf(browser, url, subject);
  }
  const [grown, size] = await withFile(1_000 * MB, async (path) => {
    const page = await opened(browser, url);
    await chosen(page, path);
    const memory = () => page.evaluate(() => window.bench.memory.buffer.byteLength);
    const before = await memory();
    const { size } = await page.evaluate(() => window.bench.once("form"));
    const after = await memory();
    await page.context().close();
    return [(after - before) / MB, size];
  });
  if (size < 1_777 * MB) throw new Error(`1 GB became a body of ${size} bytes`);
  const plain = { ratio: null };
  yield {
    name: "files: largest tried that becomes a body",
    unit: "MB",
    ours: 1_000,
    peers: most,
    ...plain,
  };
  yield {
    name: "files: growth of the wasm memory by 1 GB",
    unit: "MB",
    ours: grown,
    peers: {},
    ...plain,
  };
}

/** The largest file, in steps of 100 MB, that a script makes a body of. */
async function largestOf(browser, url, subject) {
  let most = 0;
  for (let size = 100; size <= 1_000; size += 100) {
    const works = await withFile(size * MB, async (path) => {
      const page = await opened(browser, url);
      const died = new Promise((resolve) => page.once("crash", () => resolve(false)));
      await chosen(page, path);
      const made = page.evaluate((one) => window.bench.once(one), subject);
      // What fails without a word leaves a body without the file.
      const whole = made
        .then(({ size: length }) => length > (size * MB * 16) / 9)
        .catch(() => false);
      const result = await Promise.race([whole, died]);
      await page.context().close();
      return result;
    });
    if (!works) break;
    most = size;
  }
  return most;
}

/** Files are listed as soon as they are chosen. */
export async function* listed(browser, url) {
  const times = [];
  for (let round = 0; round < 5; round += 1) {
    const page = await opened(browser, url);
    const time = await page.evaluate(() => {
      const bytes = (i) => new Uint8Array(1_000_000).fill(i);
      const file = (_, i) => new File([bytes(i)], `file ${i}.bin`);
      return window.bench.listed(Array.from({ length: 100 }, file));
    });
    times.push(time);
    await page.context().close();
  }
  yield figure("files: 100 of 1 MB, chosen until listed", new Map([[SUBJECTS.form, times]]));
}
