// Comparison of thumbnails, and the difference that it tolerates.
import { BLOCK } from "./thumbnail.js";

/** Size of an area, in blocks. */
const AREA = 8;

/**
 * Maximum difference of a channel that counts as equal, out of 255: of a block, and of the average of an area. A border
 * of one pixel makes a difference of 16 in a block, and the background of the toolbar instead of the page's makes 6 in
 * an area.
 */
const TOLERANCE = { block: 10, area: 4 };

/** Number of blocks that may differ: other versions of the browser draw boxes and arrows differently. */
const BLOCKS_THAT_MAY_DIFFER = 4;

/**
 * Compares two thumbnails.
 *
 * @returns {string | undefined} the differences, with their place on the page; `undefined` if they look the same.
 */
export function differences(actual, expected) {
  if (actual.width !== expected.width || Math.abs(actual.height - expected.height) > 1) {
    const size = ({ width, height }) => `${width * BLOCK} by ${height * BLOCK} pixels`;
    return `the page is ${size(actual)} instead of ${size(expected)}`;
  }
  const blocks = differing(actual, expected, 1, TOLERANCE.block);
  if (blocks.length > BLOCKS_THAT_MAY_DIFFER) {
    return `${blocks.length} blocks differ: ${place(blocks, BLOCK)}`;
  }
  const areas = differing(actual, expected, AREA, TOLERANCE.area);
  if (areas.length > 0) return `${areas.length} areas differ: ${place(areas, BLOCK * AREA)}`;
  return undefined;
}

/** Returns the squares of blocks whose average colors differ, by column and row. */
function differing(actual, expected, size, tolerance) {
  const height = Math.min(actual.height, expected.height);
  const found = [];
  for (let row = 0; row * size < height; row += 1) {
    for (let column = 0; column * size < actual.width; column += 1) {
      const sums = [0, 0, 0];
      let count = 0;
      for (let y = row * size; y < Math.min((row + 1) * size, height); y += 1) {
        for (let x = column * size; x < Math.min((column + 1) * size, actual.width); x += 1) {
          const index = (y * actual.width + x) * 3;
          for (let channel = 0; channel < 3; channel += 1) {
            sums[channel] += actual.pixels[index + channel] - expected.pixels[index + channel];
          }
          count += 1;
        }
      }
      if (sums.some((sum) => Math.abs(sum) > tolerance * count)) found.push({ column, row });
    }
  }
  return found;
}

function place(squares, size) {
  const range = (name) => {
    const values = squares.map((square) => square[name]);
    return `${Math.min(...values) * size} to ${(Math.max(...values) + 1) * size}`;
  };
  return `x ${range("column")}, y ${range("row")}`;
}
