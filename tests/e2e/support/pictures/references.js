// The stored screenshots: a PNG file for each state, with the thumbnails of its appearances side by side. The file's
// comment has their names and sizes.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { commentOf, decode, encodeRgb } from "../png.js";

const FOLDER = fileURLToPath(new URL("../../pictures", import.meta.url));

/** Distance between two thumbnails, in blocks. */
const GAP = 2;

/** Returns the file name of a state, without its extension. */
export const slug = (state) => state.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

const path = (state) => join(FOLDER, `${slug(state)}.png`);

/**
 * Returns the thumbnails of a state by the name of the appearance. Without a file, there are none.
 *
 * @returns {Record<string, import("./thumbnail.js").Thumbnail>}
 */
export function readReference(state) {
  if (!existsSync(path(state))) return {};
  const { width, pixels, comment } = decode(readFileSync(path(state)));
  const thumbnails = {};
  let left = 0;
  for (const [name, columns, rows] of JSON.parse(comment).appearances) {
    const copy = new Uint8Array(columns * rows * 3);
    for (let y = 0; y < rows; y += 1) {
      const start = (y * width + left) * 3;
      copy.set(pixels.subarray(start, start + columns * 3), y * columns * 3);
    }
    thumbnails[name] = { width: columns, height: rows, pixels: copy };
    left += columns + GAP;
  }
  return thumbnails;
}

/** Stores the thumbnails of a state, and its position in the contact sheet. */
export function writeReference({ part, position, state }, thumbnails) {
  const entries = Object.entries(thumbnails);
  const width = entries.reduce((sum, [, it]) => sum + it.width + GAP, -GAP);
  const height = Math.max(...entries.map(([, it]) => it.height));
  const pixels = new Uint8Array(width * height * 3).fill(128);
  let left = 0;
  for (const [, thumbnail] of entries) {
    const stride = thumbnail.width * 3;
    for (let y = 0; y < thumbnail.height; y += 1) {
      const row = thumbnail.pixels.subarray(y * stride, (y + 1) * stride);
      pixels.set(row, (y * width + left) * 3);
    }
    left += thumbnail.width + GAP;
  }
  const appearances = entries.map(([name, it]) => [name, it.width, it.height]);
  const comment = JSON.stringify({ part, position, state, appearances });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path(state), encodeRgb(width, height, pixels, comment));
}

/** Returns the stored states, in the order of a part's visit: `{part, position, state, appearances}`. */
export function storedStates() {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  return files
    .map((file) => JSON.parse(commentOf(readFileSync(join(FOLDER, file)))))
    .sort((a, b) => a.position - b.position);
}
