// Pseudo-random file contents, the same on every run.

/** Returns pseudo-random bytes. The same seed gives the same bytes. */
export function pseudoRandomBytes(size, seed = 1) {
  const bytes = Buffer.alloc(size);
  let state = seed;
  for (let index = 0; index < size; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}
