// Collections of attacks: files of JSON that are not part of this project.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OWN } from "./own.js";
import { generated, tricks } from "./program.js";

// Of OPEN_TICKET_CORPORA's folder; all else in there is about something else.
const CORPORA = [
  "js-xss.json",
  "markdown-it-xss.json",
  "micromark-dangerous-protocols.json",
  "blns.json",
];

// Where an entry says more than the attack itself (a title, what is expected), it stands here.
const KEYS = ["payload", "markdown", "vector", "input", "source", "text", "string", "html"];

/** All texts that `make test` tries, or `make soak`, by where they come from. */
export function vectors() {
  const { VECTORS = "3000", SEED = "1", OPEN_TICKET_VECTORS } = process.env;
  const found = {
    own: withForms(OWN),
    tricks: tricks(),
    ...corpora(process.env.OPEN_TICKET_CORPORA),
    generated: generated(Number(VECTORS), Number(SEED)),
  };
  for (const file of OPEN_TICKET_VECTORS ? jsonBelow(OPEN_TICKET_VECTORS) : []) {
    found[file] = withForms(read(join(OPEN_TICKET_VECTORS, file)));
  }
  return found;
}

/** Every text in a piece of JSON that is an attack. */
export function texts(json) {
  if (typeof json === "string") return [json];
  if (Array.isArray(json)) return json.flatMap(texts);
  if (json === null || typeof json !== "object") return [];
  const known = KEYS.filter((key) => typeof json[key] === "string");
  return known.length > 0 ? known.map((key) => json[key]) : Object.values(json).flatMap(texts);
}

function corpora(folder) {
  const entry = (file) => [file, withForms(read(join(folder, file)))];
  return folder ? Object.fromEntries(CORPORA.map(entry)) : {};
}

function jsonBelow(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".json"));
  if (files.length === 0) throw new Error(`OPEN_TICKET_VECTORS has no JSON: ${folder}`);
  return files.sort();
}

function read(path) {
  const found = texts(JSON.parse(readFileSync(path, "utf8")));
  if (found.length === 0) throw new Error(`no texts: ${path}`);
  return found;
}

/** Each text, and each as the address of a link and of an image. */
function withForms(all) {
  const forms = (text) => [
    text,
    `[a](${text})`,
    `[a](<${text}>)`,
    `![${text}](${text} "${text}")`,
    `<${text}>`,
  ];
  return [...new Set(all.flatMap(forms))];
}
