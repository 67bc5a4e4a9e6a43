// Gives short names to what the wasm asks of its glue. wasm-bindgen's have the name of a method and a
// hash that nothing can compress, once in the wasm and once in the glue: a twentieth of what a page
// downloads. What wasm-opt found to be asked no more leaves the glue, too.

const HEADER = 8;
const IMPORTS = 2;
const FUNCTION = 0;
/** One function that the glue offers, by wasm-bindgen's layout. */
const OFFERED = /^ {8}(\w+): function[\s\S]*?^ {8}(?:\}, arguments\); )?\},\n/gm;

class Bytes {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text() {
    return this.take(this.number()).toString();
  }
}

function number(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}

const sized = (bytes) => Buffer.concat([number(bytes.length), bytes]);

/** The bytes of a list of imports, each with the name that `rename` gives it. */
function renamed(section, rename) {
  const read = new Bytes(section);
  const count = read.number();
  const written = [number(count)];
  for (let place = 0; place < count; place++) {
    const [module, name, kind] = [read.text(), read.text(), read.number()];
    if (kind !== FUNCTION) throw new Error(`names: ${name} is not a function`);
    const given = rename(name);
    written.push(sized(Buffer.from(module)), sized(Buffer.from(given)));
    written.push(number(kind), number(read.number()));
  }
  return Buffer.concat(written);
}

/**
 * @param {Buffer} wasm
 * @param {string} glue what wasm-bindgen wrote for it.
 */
export function shortened(wasm, glue) {
  const offered = new Set([...glue.matchAll(OFFERED)].map(([, name]) => name));
  const names = new Map();
  const rename = (name) => {
    // The other half is asked for by its own name.
    if (!offered.has(name)) return name;
    if (!names.has(name)) names.set(name, `_${names.size.toString(36)}`);
    return names.get(name);
  };
  const read = new Bytes(wasm, HEADER);
  const written = [wasm.subarray(0, HEADER)];
  while (read.at < wasm.length) {
    const id = read.number();
    const section = read.take(read.number());
    written.push(number(id), sized(id === IMPORTS ? renamed(section, rename) : section));
  }
  if (names.size === 0) throw new Error("names: the wasm asks for nothing that its glue offers");
  const short = glue.replace(OFFERED, (entry, name) =>
    names.has(name) ? entry.replace(name, names.get(name)) : "",
  );
  return { wasm: Buffer.concat(written), glue: short };
}
