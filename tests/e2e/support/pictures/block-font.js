// A font whose characters are all one block, so that a screenshot does not depend on the installed fonts.
//
// TrueType, with a character map of format 13, which maps a range of characters to one glyph.
// Source: the OpenType specification, https://learn.microsoft.com/typography/opentype/spec/.

const UNITS_PER_EM = 1_000;
/** Average width of the characters of English text in system fonts. */
const ADVANCE = 500;
const ASCENT = 930;
const DESCENT = -240;
const [LEFT, BOTTOM, RIGHT, TOP] = [0, 0, ADVANCE, 560];

const BLOCK = 1;
const BLANK = 2;

/** First character, last character and glyph of each range. */
const CHARACTERS = [
  [0x20, 0x20, BLANK],
  [0x21, 0x9f, BLOCK],
  [0xa0, 0xa0, BLANK],
  [0xa1, 0xd7ff, BLOCK],
  [0xe000, 0x10ffff, BLOCK],
];

const int16 = (...values) => integers(values, 2);
const int32 = (...values) => integers(values, 4);

function integers(values, size) {
  const bytes = Buffer.alloc(values.length * size);
  for (const [index, value] of values.entries()) {
    if (size === 2) bytes.writeUInt16BE(value & 0xffff, index * size);
    else bytes.writeUInt32BE(value >>> 0, index * size);
  }
  return bytes;
}

/** One contour of four points, without instructions: flags of two-byte coordinates, then the differences. */
const block = Buffer.concat([
  int16(1, LEFT, BOTTOM, RIGHT, TOP, 3, 0),
  Buffer.from([1, 1, 1, 1]),
  int16(LEFT, 0, RIGHT - LEFT, 0),
  int16(BOTTOM, TOP - BOTTOM, 0, BOTTOM - TOP),
]);
const paddedBlock = Buffer.concat([block, Buffer.alloc((4 - (block.length % 4)) % 4)]);

const characterMap = () => {
  const groups = CHARACTERS.flat();
  const length = 16 + groups.length * 4;
  return Buffer.concat([
    // Version and one encoding: Windows, all of Unicode, at offset 12.
    int16(0, 1, 3, 10),
    int32(12),
    int16(13, 0),
    int32(length, 0, CHARACTERS.length, ...groups),
  ]);
};

const name = () => {
  const text = Buffer.from("Blocks", "utf16le").swap16();
  const records = [1, 2, 4, 6].map((id) => int16(3, 1, 0x409, id, text.length, 0));
  return Buffer.concat([int16(0, records.length, 6 + records.length * 12), ...records, text]);
};

/** The table of metrics for Windows, version 4. */
const windowsMetrics = () =>
  Buffer.concat([
    int16(4, ADVANCE, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0),
    Buffer.alloc(10),
    int32(0, 0, 0, 0),
    Buffer.from("OPTK"),
    int16(0x40, 0x20, 0xffff, ASCENT, DESCENT, 0, ASCENT, -DESCENT),
    int32(1, 0),
    int16(TOP, TOP, 0, 0x20, 0),
  ]);

const TABLES = {
  "OS/2": windowsMetrics(),
  cmap: characterMap(),
  // Glyph 0 is drawn for a character without a glyph.
  glyf: Buffer.concat([paddedBlock, paddedBlock]),
  head: Buffer.concat([
    int32(0x00010000, 0x00010000, 0, 0x5f0f3cf5),
    int16(0, UNITS_PER_EM),
    int32(0, 0, 0, 0),
    int16(LEFT, BOTTOM, RIGHT, TOP, 0, 8, 2, 1, 0),
  ]),
  hhea: Buffer.concat([
    int32(0x00010000),
    int16(ASCENT, DESCENT, 0, ADVANCE, LEFT, 0, RIGHT, 1, 0, 0, 0, 0, 0, 0, 0, 1),
  ]),
  hmtx: int16(ADVANCE, LEFT, LEFT, LEFT),
  loca: int32(0, paddedBlock.length, paddedBlock.length * 2, paddedBlock.length * 2),
  maxp: Buffer.concat([int32(0x00010000), int16(3, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)]),
  name: name(),
  post: int32(0x00030000, 0, 0, 1, 0, 0, 0, 0),
};

/** Returns the font's file. */
export function blockFont() {
  const entries = Object.entries(TABLES);
  const power = Math.floor(Math.log2(entries.length));
  const range = 2 ** power * 16;
  const header = int16(0x0001, 0, entries.length, range, power, entries.length * 16 - range);
  let offset = header.length + entries.length * 16;
  const directory = [];
  const bodies = [];
  for (const [tag, data] of entries) {
    const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
    directory.push(Buffer.from(tag), int32(checksum(padded), offset, data.length));
    bodies.push(padded);
    offset += padded.length;
  }
  return Buffer.concat([header, ...directory, ...bodies]);
}

function checksum(data) {
  let sum = 0;
  for (let index = 0; index < data.length; index += 4) sum = (sum + data.readUInt32BE(index)) >>> 0;
  return sum;
}
