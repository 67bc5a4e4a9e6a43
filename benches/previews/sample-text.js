// Sample text like real messages: prose with links and emphasis, lists, quotes, code, logs, and a
// table occasionally. The text is a function of its size.

const WORDS = (
  "the server answers slowly since this morning and nobody changed a thing when we restart it all " +
  "is well for an hour then memory grows until requests time out customers see a blank page after " +
  "signing in we have looked into every log but found no error that would explain what happens"
).split(" ");

/** A mulberry32 pseudo-random number generator. */
function seededRandom(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** Returns Markdown of `bytes` bytes that ends in the paragraph `LAST_PARAGRAPH`. */
export function sampleText(bytes) {
  const random = seededRandom(20_241_105);
  const kinds = [prose, prose, prose, list, prose, code, prose, quote, prose, log, prose, table];
  let text = "";
  for (let i = 0; ; i += 1) {
    const block = i % 12 === 0 ? `## ${words(random, 5)}\n\n` : "";
    const next = `${block}${kinds[i % kinds.length](random)}\n\n`;
    if (text.length + next.length + LAST_PARAGRAPH.length > bytes) break;
    text += next;
  }
  const rest = Math.max(0, bytes - text.length - LAST_PARAGRAPH.length - 2);
  return `${text}${"and so on ".repeat(rest / 10 + 1).slice(0, rest)}\n\n${LAST_PARAGRAPH}`;
}

/** Last paragraph of all sample text. */
export const LAST_PARAGRAPH = "That is all.";

const words = (random, count) =>
  Array.from({ length: count }, () => WORDS[random(WORDS.length)]).join(" ");

const lines = (random, count, line) => Array.from({ length: count }, () => line(random)).join("\n");

function prose(random) {
  const sentence = () => `${words(random, 14)}.`;
  const extras = [
    () =>
      `It was **${words(random, 2)}** that [${words(random, 3)}](https://example.com/${random(999)}).`,
    () => `See \`/var/log/${words(random, 1)}.log\` and _${words(random, 3)}_.`,
    () => `Also https://status.example.com/incidents/${random(9_999)} says so.`,
  ];
  const extra = () => extras[random(extras.length)]();
  return [sentence(), extra(), sentence(), extra(), sentence()].join(" ");
}

const item = (random) => `- **${words(random, 2)}**: \`${words(random, 1)}\` ${words(random, 8)}`;

const list = (random) => lines(random, 4, item);

const quote = (random) => lines(random, 3, () => `> ${words(random, 13)}`);

const code = (random) =>
  `\`\`\`js\n${lines(random, 8, () => `const ${WORDS[random(40)]} = await read("${words(random, 3)}");`)}\n\`\`\``;

function log(random) {
  const line = () =>
    `2026-11-24T10:${10 + random(50)}:00Z worker[${random(99)}] ${words(random, 7)}`;
  return `\`\`\`\n${lines(random, 14, line)}\n\`\`\``;
}

const table = (random) =>
  `| what | before | after |\n|:--|:-:|--:|\n${lines(
    random,
    3,
    () => `| ${words(random, 4)} | ${random(500)} ms | ${random(9_000)} ms |`,
  )}`;
