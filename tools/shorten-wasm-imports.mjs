// Shortens the names of the functions that the wasm imports from its glue code. A name by wasm-bindgen
// consists of a method name and a hash, which does not compress. Each name is in the wasm and in the glue
// code: together, a twentieth of a first visit's download. Functions that wasm-opt found unused are
// removed from the glue code.

const HEADER_BYTES = 8;
const IMPORT_SECTION = 2;
const FUNCTION_IMPORT = 0;
/** A function in the import object of wasm-bindgen's glue code, recognized by its indentation. */
const GLUE_FUNCTION = /^ {8}(\w+): function[\s\S]*?^ {8}(?:\}, arguments\); )?\},\n/gm;

class WasmReader {
  constructor(bytes, offset = 0) {
    this.bytes = bytes;
    this.offset = offset;
  }

  /** Reads an unsigned LEB128 number. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.offset++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  take(length) {
    this.offset += length;
    return this.bytes.subarray(this.offset - length, this.offset);
  }

  text() {
    return this.take(this.number()).toString();
  }
}

/** Encodes an unsigned LEB128 number. */
function encodeNumber(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}

const lengthPrefixed = (bytes) => Buffer.concat([encodeNumber(bytes.length), bytes]);

/** Renames the imports in an import section. */
function renameImports(section, rename) {
  const reader = new WasmReader(section);
  const count = reader.number();
  const output = [encodeNumber(count)];
  for (let index = 0; index < count; index++) {
    const [module, name, kind] = [reader.text(), reader.text(), reader.number()];
    if (kind !== FUNCTION_IMPORT) {
      throw new Error(`shorten-wasm-imports: ${name} is not a function`);
    }
    output.push(lengthPrefixed(Buffer.from(module)), lengthPrefixed(Buffer.from(rename(name))));
    output.push(encodeNumber(kind), encodeNumber(reader.number()));
  }
  return Buffer.concat(output);
}

/**
 * @param {Buffer} wasm
 * @param {string} glue wasm-bindgen's glue code for it.
 * @returns {{wasm: Buffer, glue: string}} both with short names.
 */
export function shortenImports(wasm, glue) {
  const glueFunctions = new Set([...glue.matchAll(GLUE_FUNCTION)].map(([, name]) => name));
  const shortNames = new Map();
  const rename = (name) => {
    // The loader of the editor chunk is not in the glue code's import object, and keeps its name.
    if (!glueFunctions.has(name)) return name;
    if (!shortNames.has(name)) shortNames.set(name, `_${shortNames.size.toString(36)}`);
    return shortNames.get(name);
  };
  const reader = new WasmReader(wasm, HEADER_BYTES);
  const output = [wasm.subarray(0, HEADER_BYTES)];
  while (reader.offset < wasm.length) {
    const id = reader.number();
    const section = reader.take(reader.number());
    const content = id === IMPORT_SECTION ? renameImports(section, rename) : section;
    output.push(encodeNumber(id), lengthPrefixed(content));
  }
  if (shortNames.size === 0) {
    throw new Error("shorten-wasm-imports: the wasm imports nothing from its glue code");
  }
  const shortGlue = glue.replace(GLUE_FUNCTION, (entry, name) =>
    shortNames.has(name) ? entry.replace(name, shortNames.get(name)) : "",
  );
  return { wasm: Buffer.concat(output), glue: shortGlue };
}
