// Figures of the benchmarks (target/bench/results.json): medians with quartiles.

/**
 * Creates a figure from measured times.
 *
 * @param {string} name the measurement.
 * @param {Map<string, number[]>} times in milliseconds, by subject; ours is the first.
 * @returns the figure; `spread` holds each subject's quartiles, and `ratio` is the first peer's median
 *   divided by ours.
 */
export function figure(name, times) {
  const [[, ours], ...peers] = times;
  const peerMedians = mapValues(peers, median);
  const [first] = Object.values(peerMedians);
  const ratio = first === undefined ? null : rounded(first / median(ours));
  const spread = mapValues([...times], quartiles);
  return { name, unit: "ms", ours: median(ours), peers: peerMedians, ratio, spread };
}

/** Creates a figure of each subject's time for a large input divided by its time for a small one. */
export function growth(name, large, small) {
  const peers = Object.entries(large.peers);
  return {
    name,
    unit: "times",
    ours: rounded(large.ours / small.ours),
    peers: Object.fromEntries(peers.map(([peer, ms]) => [peer, rounded(ms / small.peers[peer])])),
    ratio: null,
  };
}

/** Formats a figure for the terminal. */
export function format({ name, unit, ours, peers, spread = {} }) {
  const row = ([subject, value]) => {
    const range = spread[subject] ?? spread[Object.keys(spread)[0]];
    return `  ${subject}: ${value} ${unit}${range ? ` (${range.join(" to ")})` : ""}`;
  };
  return [name, ...Object.entries({ ours, ...peers }).map(row)].join("\n");
}

const mapValues = (entries, transform) =>
  Object.fromEntries(entries.map(([key, value]) => [key, transform(value)]));

const rounded = (value) => Number(value.toPrecision(3));

const median = (times) => rounded(quantile(times, 0.5));

const quartiles = (times) => [rounded(quantile(times, 0.25)), rounded(quantile(times, 0.75))];

/** Returns a quantile of the times, with linear interpolation. `fraction` is between 0 and 1. */
function quantile(times, fraction) {
  const sorted = [...times].sort((a, b) => a - b);
  const index = (sorted.length - 1) * fraction;
  const [low, high] = [sorted[Math.floor(index)], sorted[Math.ceil(index)]];
  return low + (high - low) * (index - Math.floor(index));
}
