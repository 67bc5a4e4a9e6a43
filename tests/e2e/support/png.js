// Images as PNG files: 8 bits per channel, without interlacing (https://www.w3.org/TR/png-3/).
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Encodes an image of incompressible noise. Different seeds give different images. */
export function png(width, height, seed = 0) {
  const stride = width * 3 + 1;
  const rows = Buffer.alloc(stride * height);
  let state = 1 + seed;
  for (let index = 0; index < rows.length; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    // Each row begins with its filter type, 0.
    rows[index] = index % stride === 0 ? 0 : state >> 16;
  }
  return encode(width, height, rows);
}

/**
 * Encodes an RGB image.
 *
 * @param {number} width
 * @param {number} height
 * @param {Uint8Array} pixels three bytes each, from left to right and from top to bottom.
 * @param {string} [comment] a text that the file contains.
 */
export function encodeRgb(width, height, pixels, comment) {
  const stride = width * 3;
  const rows = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y += 1) {
    rows.set(pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  }
  return encode(width, height, rows, comment);
}

function encode(width, height, rows, comment) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits per channel, RGB, without interlacing.
  header.set([8, 2, 0, 0, 0], 8);
  const text = comment ? [chunk("tEXt", Buffer.from(`Comment\0${comment}`, "latin1"))] : [];
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    ...text,
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/**
 * Decodes an image with three or four channels.
 *
 * @returns {{width: number, height: number, channels: number, pixels: Buffer, comment?: string}}
 */
export function decode(file) {
  const chunks = [...chunksOf(file)];
  const dataOf = (type) => chunks.filter((it) => it.type === type).map((it) => it.data);
  const [header] = dataOf("IHDR");
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = { 2: 3, 6: 4 }[header[9]];
  if (header[8] !== 8 || !channels || header[12] !== 0) throw new Error("unknown kind of PNG file");
  const rows = inflateSync(Buffer.concat(dataOf("IDAT")));
  return {
    width,
    height,
    channels,
    pixels: unfilter(rows, height, width * channels, channels),
    comment: commentOf(file),
  };
}

/** Returns the text that a file contains, without decoding its pixels; `undefined` if it contains none. */
export const commentOf = (file) =>
  [...chunksOf(file)]
    .find(({ type }) => type === "tEXt")
    ?.data.toString("latin1")
    .split("\0")[1];

function* chunksOf(file) {
  for (let offset = SIGNATURE.length; offset < file.length; ) {
    const length = file.readUInt32BE(offset);
    const type = file.toString("latin1", offset + 4, offset + 8);
    yield { type, data: file.subarray(offset + 8, offset + 8 + length) };
    offset += length + 12;
  }
}

/** Reverses the filters of the rows (section 9 of the specification). */
function unfilter(rows, height, stride, channels) {
  const pixels = Buffer.alloc(height * stride);
  for (let y = 0; y < height; y += 1) {
    const type = rows[y * (stride + 1)];
    const source = y * (stride + 1) + 1;
    const target = y * stride;
    rows.copy(pixels, target, source, source + stride);
    if (type === 1) {
      for (let x = channels; x < stride; x += 1)
        pixels[target + x] += pixels[target + x - channels];
    } else if (type === 2 && y > 0) {
      for (let x = 0; x < stride; x += 1) pixels[target + x] += pixels[target + x - stride];
    } else if (type > 2) {
      for (let x = 0; x < stride; x += 1) {
        const left = x < channels ? 0 : pixels[target + x - channels];
        const above = y === 0 ? 0 : pixels[target + x - stride];
        const corner = x < channels || y === 0 ? 0 : pixels[target + x - stride - channels];
        pixels[target + x] += type === 3 ? (left + above) >> 1 : paeth(left, above, corner);
      }
    }
  }
  return pixels;
}

function paeth(left, above, corner) {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
