// Builds of the bundle: the one in dist/, that of the last release, and one with the same behaviour as dist/ and
// other bytes, so that it has other names and hashes.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EDITOR, GLUE, INTEGRITY, LOADER, readBundleFile, WASM } from "./bundle-files.js";
import { CHECKOUT, lastRelease } from "./relay-process.js";

/** A custom section named "b", which has no effect. */
const CUSTOM_SECTION = Buffer.from([0, 2, 1, 0x62]);
const COMMENT = Buffer.from("\n// Another build.\n");

/** Returns the files of the build in dist/, by name. */
export function currentBuild() {
  const names = { loader: LOADER, glue: GLUE, wasm: WASM, editor: EDITOR };
  return {
    names,
    files: fileMap(Object.values(names).map((name) => [name, readBundleFile(name)])),
  };
}

/** Returns the files of another build, by name. Its loader has the same name. */
export function otherBuild() {
  let loader = readBundleFile(LOADER).toString();
  const names = { loader: LOADER };
  const files = [];
  for (const [role, name, suffix] of [
    ["glue", GLUE, COMMENT],
    ["wasm", WASM, CUSTOM_SECTION],
    ["editor", EDITOR, CUSTOM_SECTION],
  ]) {
    const contents = Buffer.concat([readBundleFile(name), suffix]);
    const hash = createHash("sha256").update(contents).digest("hex").slice(0, 8);
    names[role] = name.replace(/-[0-9a-f]{8}\./, `-${hash}.`);
    const digest = createHash("sha384").update(contents).digest("base64");
    loader = loader.replace(name, names[role]).replace(INTEGRITY[name], `sha384-${digest}`);
    files.push([names[role], contents]);
  }
  return { names, files: fileMap([...files, [LOADER, Buffer.from(loader)]]) };
}

/** Returns the files of the last release, or of another build if there is no release. */
export function earlierBuild() {
  const { dist } = lastRelease();
  if (dist === CHECKOUT.dist) return otherBuild();
  const read = (name) => readFileSync(join(dist, name));
  const names = [LOADER, ...Object.keys(JSON.parse(read("integrity.json")))];
  return { files: fileMap(names.map((name) => [name, read(name)])) };
}

const fileMap = (entries) => new Map(entries);
