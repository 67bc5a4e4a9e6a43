// Rows of values, one from each dimension, that cover every pair of values.

/** Returns all rows: the product of the dimensions. */
export const product = (dimensions) =>
  Object.entries(dimensions).reduce(
    (rows, [name, values]) =>
      rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  );

/** Returns the pairs of values of a row, each as a string. */
export function pairsOf(row) {
  const values = Object.entries(row).map(([name, value]) => `${name}=${value}`);
  return values.flatMap((first, index) =>
    values.slice(index + 1).map((second) => `${first} & ${second}`),
  );
}

/**
 * Returns a subset that covers every pair of values in `rows`. The subset is the same on every run: the
 * next row is the first one that covers the most missing pairs.
 */
export function coverPairs(rows) {
  const missing = new Set(rows.flatMap(pairsOf));
  const chosen = [];
  while (missing.size > 0) {
    const gains = rows.map((row) => pairsOf(row).filter((pair) => missing.has(pair)).length);
    const row = rows[gains.indexOf(Math.max(...gains))];
    chosen.push(row);
    for (const pair of pairsOf(row)) missing.delete(pair);
  }
  return chosen;
}
