// Writes docs/states/README.md, the contact sheet: the screenshots of all states, in the order of a visit.
import { writeFileSync } from "node:fs";
import { slug, storedStates } from "../tests/e2e/support/pictures/references.js";

const INTRODUCTION = `# States of the form and pages of the sandbox

Each picture shows one state or page at half its size, from left to right: 1280 pixels wide in the light theme and in forced
colours, 768 dark, 390 light, dark, in forced colours and right to left, 320 light. A state that does not exist at a width
has no screenshot there. \`UPDATE=1 make pictures\` takes them, with the
installed fonts; \`make pictures\` compares the states with \`tests/e2e/pictures/\`.
`;

const upperFirst = (text) => text[0].toUpperCase() + text.slice(1);
const lines = [INTRODUCTION];
let section;
for (const { part, state } of storedStates()) {
  if (part !== section) lines.push(`## ${upperFirst(part)}\n`);
  section = part;
  const title = upperFirst(state);
  lines.push(`### ${title}\n`, `![${title}](${slug(state)}.webp)\n`);
}
writeFileSync("docs/states/README.md", lines.join("\n"));
