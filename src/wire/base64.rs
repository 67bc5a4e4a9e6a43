//! Streaming base64 encoder, and base64 of base64 in one pass.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Size of a block, in bytes. Its base64 has 12 characters, and the base64 of these has 16, without
/// padding.
const BLOCK: usize = 9;
/// Size of a block after it has been encoded twice, in bytes.
const ENCODED_BLOCK: usize = 16;

/// Number of blocks that are encoded before they are appended to the text.
const BLOCKS_PER_CHUNK: usize = 256;

/// Encodes a stream of bytes as base64. Buffers up to two bytes until there are three.
#[derive(Debug, Default)]
pub struct Base64Encoder {
    buffered: [u8; 3],
    count: usize,
}

/// Table of the two base64 characters for each value of 12 bits. Encoding twice with it takes one
/// step per pair of characters. Two passes would take one step per character, and also write and
/// read the intermediate text.
pub struct PairTable {
    /// Pairs with the first character in the upper byte, for calculations.
    high: [u16; 1 << 12],
    /// Pairs with the first character in the lower byte, for storing.
    low: [u16; 1 << 12],
}

impl Base64Encoder {
    pub fn push(&mut self, bytes: &[u8], text: &mut String) {
        let (first, bytes) = bytes.split_at(bytes.len().min((3 - self.count) % 3));
        self.buffer(first);
        if self.count == 3 {
            STANDARD.encode_string(self.buffered, text);
            self.count = 0;
        }
        let (triples, rest) = bytes.split_at(bytes.len() - bytes.len() % 3);
        STANDARD.encode_string(triples, text);
        self.buffer(rest);
    }

    pub fn finish(self, text: &mut String) {
        STANDARD.encode_string(&self.buffered[..self.count], text);
    }

    fn buffer(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.buffered[self.count] = *byte;
            self.count += 1;
        }
    }
}

impl PairTable {
    pub fn new() -> Self {
        let mut pairs = Self {
            high: [0; 1 << 12],
            low: [0; 1 << 12],
        };
        let mut text = [0; 4];
        for (bits, (high, low)) in (0_u32..).zip(pairs.high.iter_mut().zip(&mut pairs.low)) {
            // Three bytes become four characters. The first two encode the upper 12 bits.
            let bytes = (bits << 12).to_be_bytes();
            let _ = STANDARD.encode_slice(&bytes[1..], &mut text);
            *high = u16::from_be_bytes([text[0], text[1]]);
            *low = u16::from_le_bytes([text[0], text[1]]);
        }
        pairs
    }

    /// Encodes bytes with `inner`, and its output with `outer`.
    pub fn push_twice(
        &self,
        bytes: &[u8],
        inner: &mut Base64Encoder,
        outer: &mut Base64Encoder,
        text: &mut String,
    ) {
        let (first, bytes) = bytes.split_at(bytes.len().min((3 - inner.count) % 3));
        let (blocks, rest) = bytes.as_chunks();
        push_bytewise(first, inner, outer, text);
        for blocks in blocks.chunks(BLOCKS_PER_CHUNK) {
            let mut space = [[0; ENCODED_BLOCK]; BLOCKS_PER_CHUNK];
            let encoded = &mut space[..blocks.len()];
            self.encode_blocks(blocks, outer, encoded);
            text.push_str(str::from_utf8(encoded.as_flattened()).unwrap_or_default());
        }
        push_bytewise(rest, inner, outer, text);
    }

    /// Encodes blocks twice. The bytes buffered in `outer` shift all output by their bits, and the
    /// same number of bytes is buffered after each block.
    fn encode_blocks(
        &self,
        blocks: &[[u8; BLOCK]],
        outer: &mut Base64Encoder,
        encoded: &mut [[u8; ENCODED_BLOCK]],
    ) {
        let shift = 8 * outer.count;
        let [a, b, _] = outer.buffered.map(u64::from);
        let mut carry = if outer.count == 2 { a << 8 | b } else { a };
        for (bytes, encoded) in blocks.iter().zip(encoded) {
            let [a, b, c, d, e, f, g, h, i] = *bytes;
            let [x, y, z] = [
                self.encode_triple([a, b, c]),
                self.encode_triple([d, e, f]),
                self.encode_triple([g, h, i]),
            ];
            let shifted = |before: u64, word: u64| (before << 32 | word) >> shift & 0xffff_ffff;
            let (p, q, r) = (shifted(carry, x), shifted(x, y), shifted(y, z));
            carry = z;
            let first =
                self.encode_for_storing(p >> 8) | self.encode_for_storing(p << 16 | q >> 16) << 32;
            let second =
                self.encode_for_storing(q << 8 | r >> 24) | self.encode_for_storing(r) << 32;
            encoded[..8].copy_from_slice(&first.to_le_bytes());
            encoded[8..].copy_from_slice(&second.to_le_bytes());
        }
        let [.., first, second] = carry.to_be_bytes();
        outer.buffered = match outer.count {
            2 => [first, second, 0],
            _ => [second, 0, 0],
        };
    }

    /// The four base64 characters of three bytes.
    #[inline(always)]
    fn encode_triple(&self, [a, b, c]: [u8; 3]) -> u64 {
        let bits = usize::from(a) << 16 | usize::from(b) << 8 | usize::from(c);
        u64::from(self.high[bits >> 12 & 0xfff]) << 16 | u64::from(self.high[bits & 0xfff])
    }

    /// The four base64 characters of the lower 24 bits, with the first one in the lowest byte.
    #[inline(always)]
    fn encode_for_storing(&self, bits: u64) -> u64 {
        let (upper, lower) = (bits >> 12 & 0xfff, bits & 0xfff);
        u64::from(self.low[upper as usize]) | u64::from(self.low[lower as usize]) << 16
    }
}

fn push_bytewise(
    bytes: &[u8],
    inner: &mut Base64Encoder,
    outer: &mut Base64Encoder,
    text: &mut String,
) {
    let mut encoded = String::new();
    inner.push(bytes, &mut encoded);
    outer.push(encoded.as_bytes(), text);
}
