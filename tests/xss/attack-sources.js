// The attacks, by source: the project's own, generated ones, and external collections in JSON files.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OWN_ATTACKS } from "./own-attacks.js";
import { disguisedLinks, generated } from "./vectors-cli.js";

// Files with attacks in the folder OPEN_TICKET_CORPORA. Its other files contain other test data.
const CORPORA = [
  "js-xss.json",
  "markdown-it-xss.json",
  "micromark-dangerous-protocols.json",
  "blns.json",
];

// Keys of the attack in an entry that has further properties, such as a title or a result.
const KEYS = ["payload", "markdown", "vector", "input", "source", "text", "string", "html"];

/** Returns all attacks for `make test` or `make soak`, by source. */
export function attacksBySource() {
  const { VECTORS = "3000", SEED = "1", OPEN_TICKET_VECTORS } = process.env;
  const attacks = {
    own: withLinkForms(OWN_ATTACKS),
    disguisedLinks: disguisedLinks(),
    ...corpora(process.env.OPEN_TICKET_CORPORA),
    generated: generated(Number(VECTORS), Number(SEED)),
  };
  for (const file of OPEN_TICKET_VECTORS ? jsonFilesBelow(OPEN_TICKET_VECTORS) : []) {
    attacks[file] = withLinkForms(readTexts(join(OPEN_TICKET_VECTORS, file)));
  }
  return attacks;
}

/** Returns every string in a JSON value that is an attack. */
export function textsIn(json) {
  if (typeof json === "string") return [json];
  if (Array.isArray(json)) return json.flatMap(textsIn);
  if (json === null || typeof json !== "object") return [];
  const keys = KEYS.filter((key) => typeof json[key] === "string");
  return keys.length > 0 ? keys.map((key) => json[key]) : Object.values(json).flatMap(textsIn);
}

function corpora(folder) {
  const entry = (file) => [file, withLinkForms(readTexts(join(folder, file)))];
  return folder ? Object.fromEntries(CORPORA.map(entry)) : {};
}

function jsonFilesBelow(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".json"));
  if (files.length === 0) throw new Error(`OPEN_TICKET_VECTORS contains no JSON files: ${folder}`);
  return files.sort();
}

function readTexts(path) {
  const texts = textsIn(JSON.parse(readFileSync(path, "utf8")));
  if (texts.length === 0) throw new Error(`no texts in ${path}`);
  return texts;
}

/** Returns each string alone, and as the destination of a link and of an image. */
function withLinkForms(texts) {
  const forms = (text) => [
    text,
    `[a](${text})`,
    `[a](<${text}>)`,
    `![${text}](${text} "${text}")`,
    `<${text}>`,
  ];
  return [...new Set(texts.flatMap(forms))];
}
