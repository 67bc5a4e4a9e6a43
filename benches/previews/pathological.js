// How long our preview takes to draw what is meant to bring it down.
import { BOMBS, KNOWN } from "../../tests/xss/pathological.js";
import { figure } from "../figures.js";

const SCALE = 10_000;
const ROUNDS = 3;

/** A figure for each input. */
export async function* pathological(subject) {
  const known = Object.entries(KNOWN).map(([name, input]) => [
    `${name}, n = ${SCALE}`,
    input(SCALE),
  ]);
  for (const [name, text] of [...known, ...Object.entries(BOMBS)]) {
    const times = new Map([[subject.name, await drawn(subject, text)]]);
    yield figure(`preview, pathological: ${name}`, times);
  }
}

async function drawn({ page }, text) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.evaluate(() => window.bench.once("x", ""));
    times.push(await page.evaluate((text) => window.bench.once(text, ""), text));
  }
  return times;
}
