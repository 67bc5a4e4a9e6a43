// Measures the form's preview of pathological inputs.
import { CRASH_INPUTS, PUBLISHED_INPUTS } from "../../tests/xss/pathological-inputs.js";
import { figure } from "../figures.js";
import { measureText } from "./keystrokes.js";

const SCALE = 10_000;
const ROUNDS = 3;

/** Yields a figure for each input. */
export async function* pathological(subject) {
  const published = Object.entries(PUBLISHED_INPUTS).map(([name, input]) => [
    `${name}, n = ${SCALE}`,
    input(SCALE),
  ]);
  for (const [name, text] of [...published, ...Object.entries(CRASH_INPUTS)]) {
    const times = new Map([[subject.name, await measureRounds(subject, text)]]);
    yield figure(`preview, pathological: ${name}`, times);
  }
}

async function measureRounds({ page }, text) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await measureText(page, "x", "");
    times.push(await measureText(page, text, ""));
  }
  return times;
}
