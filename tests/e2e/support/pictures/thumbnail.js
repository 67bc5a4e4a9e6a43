// Thumbnails of screenshots.
import { decode } from "../png.js";

/** Size of a block of the page that is one pixel of a thumbnail, in pixels. */
export const BLOCK = 8;

/**
 * A screenshot, reduced to the average color of each block.
 *
 * @typedef {{width: number, height: number, pixels: Uint8Array}} Thumbnail in blocks, with three bytes each.
 */

/** Returns the thumbnail of a PNG file. Blocks at the right and lower edges can be smaller. */
export function thumbnailOf(file) {
  const { width, height, channels, pixels } = decode(file);
  const columns = Math.ceil(width / BLOCK);
  const rows = Math.ceil(height / BLOCK);
  const sums = new Uint32Array(columns * rows * 3);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / BLOCK) * columns;
    for (let x = 0; x < width; x += 1) {
      const target = (row + (x >> 3)) * 3;
      const source = (y * width + x) * channels;
      sums[target] += pixels[source];
      sums[target + 1] += pixels[source + 1];
      sums[target + 2] += pixels[source + 2];
    }
  }
  const result = new Uint8Array(sums.length);
  for (let block = 0; block < columns * rows; block += 1) {
    const [column, row] = [block % columns, Math.floor(block / columns)];
    const size = Math.min(BLOCK, width - column * BLOCK) * Math.min(BLOCK, height - row * BLOCK);
    for (let channel = 0; channel < 3; channel += 1) {
      result[block * 3 + channel] = Math.round(sums[block * 3 + channel] / size);
    }
  }
  return { width: columns, height: rows, pixels: result };
}
