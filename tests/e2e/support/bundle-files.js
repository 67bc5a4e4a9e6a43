// The files of the bundle in dist/, whose names contain a hash of their content.
import { readFileSync } from "node:fs";

const DIST = new URL("../../../dist/", import.meta.url);

/** Integrity hashes of the files in dist/, by name. */
export const INTEGRITY = JSON.parse(readFileSync(new URL("integrity.json", DIST), "utf8"));

const nameLike = (pattern) => Object.keys(INTEGRITY).find((name) => pattern.test(name));

export const LOADER = "open-ticket.js";
export const GLUE = nameLike(/^open-ticket-app-.+\.js$/);
export const WASM = nameLike(/^open-ticket-app-.+\.wasm$/);
export const EDITOR = nameLike(/^open-ticket-editor-.+\.wasm$/);

/** Returns the contents of a file. */
export const readBundleFile = (name) => readFileSync(new URL(name, DIST));
