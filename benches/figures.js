// Measured times as figures of target/bench/results.json: medians, with the quartiles around them.

/**
 * A figure of the results.
 *
 * @param {string} name what was measured.
 * @param {Map<string, number[]>} times milliseconds, by subject; ours is the first.
 * @returns the figure; `spread` holds each subject's quartiles, and `ratio` says how many times
 *   as long the first peer takes.
 */
export function figure(name, times) {
  const [[, ours], ...peers] = times;
  const middles = mapped(peers, median);
  const [first] = Object.values(middles);
  const ratio = first === undefined ? null : rounded(first / median(ours));
  const spread = mapped([...times], quartiles);
  return { name, unit: "ms", ours: median(ours), peers: middles, ratio, spread };
}

/** How many times as long as the smaller the larger takes. */
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

/** Some lines for whoever looks on. */
export function line({ name, unit, ours, peers, spread = {} }) {
  const said = ([subject, value]) => {
    const around = spread[subject] ?? spread[Object.keys(spread)[0]];
    return `  ${subject}: ${value} ${unit}${around ? ` (${around.join(" to ")})` : ""}`;
  };
  return [name, ...Object.entries({ ours, ...peers }).map(said)].join("\n");
}

const mapped = (entries, measure) =>
  Object.fromEntries(entries.map(([subject, times]) => [subject, measure(times)]));

const rounded = (value) => Number(value.toPrecision(3));

const median = (times) => rounded(quantile(times, 0.5));

const quartiles = (times) => [rounded(quantile(times, 0.25)), rounded(quantile(times, 0.75))];

/** The value below which a share of the times lies. */
function quantile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}
