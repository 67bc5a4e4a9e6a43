//! base64 of bytes that come in pieces: once, and of its own text in the same go.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// So many bytes make 12 characters, which make 16: nothing is left over.
const TURN: usize = 9;
const TWICE: usize = 16;

/// How many turns are made before the text takes them.
const TURNS: usize = 256;

/// base64 of bytes that come in pieces: up to two of them wait until they are three.
#[derive(Debug, Default)]
pub struct Base64 {
    waiting: [u8; 3],
    count: usize,
}

/// Any 12 bits as the two characters that base64 writes for them: a step for each pair, where
/// base64 of base64 made in two goes takes one for each character, and writes and reads the text
/// in between.
pub struct Pairs {
    /// The first character is the upper half: to calculate with.
    high: [u16; 1 << 12],
    /// The first character is the lower half: to be stored.
    low: [u16; 1 << 12],
}

impl Base64 {
    pub fn push(&mut self, bytes: &[u8], text: &mut String) {
        let (first, bytes) = bytes.split_at(bytes.len().min((3 - self.count) % 3));
        self.wait(first);
        if self.count == 3 {
            STANDARD.encode_string(self.waiting, text);
            self.count = 0;
        }
        let (threes, rest) = bytes.split_at(bytes.len() - bytes.len() % 3);
        STANDARD.encode_string(threes, text);
        self.wait(rest);
    }

    pub fn finish(self, text: &mut String) {
        STANDARD.encode_string(&self.waiting[..self.count], text);
    }

    fn wait(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.waiting[self.count] = *byte;
            self.count += 1;
        }
    }
}

impl Pairs {
    pub fn new() -> Self {
        let mut pairs = Self {
            high: [0; 1 << 12],
            low: [0; 1 << 12],
        };
        let mut text = [0; 4];
        for (bits, (high, low)) in (0_u32..).zip(pairs.high.iter_mut().zip(&mut pairs.low)) {
            // Three bytes make four characters; the first two are those of the upper 12 bits.
            let bytes = (bits << 12).to_be_bytes();
            let _ = STANDARD.encode_slice(&bytes[1..], &mut text);
            *high = u16::from_be_bytes([text[0], text[1]]);
            *low = u16::from_le_bytes([text[0], text[1]]);
        }
        pairs
    }

    /// Writes bytes through `inner` and its text through `outer`.
    pub fn push_twice(
        &self,
        bytes: &[u8],
        inner: &mut Base64,
        outer: &mut Base64,
        text: &mut String,
    ) {
        let (first, bytes) = bytes.split_at(bytes.len().min((3 - inner.count) % 3));
        let (turns, rest) = bytes.as_chunks();
        push_slowly(first, inner, outer, text);
        for turns in turns.chunks(TURNS) {
            let mut space = [[0; TWICE]; TURNS];
            let twice = &mut space[..turns.len()];
            self.turns(turns, outer, twice);
            text.push_str(str::from_utf8(twice.as_flattened()).unwrap_or_default());
        }
        push_slowly(rest, inner, outer, text);
    }

    /// What waits in `outer` shifts everything by so many bits: as much waits after each turn.
    fn turns(&self, turns: &[[u8; TURN]], outer: &mut Base64, twice: &mut [[u8; TWICE]]) {
        let shift = 8 * outer.count;
        let [a, b, _] = outer.waiting.map(u64::from);
        let mut carry = if outer.count == 2 { a << 8 | b } else { a };
        for (bytes, twice) in turns.iter().zip(twice) {
            let [a, b, c, d, e, f, g, h, i] = *bytes;
            let [x, y, z] = [
                self.once([a, b, c]),
                self.once([d, e, f]),
                self.once([g, h, i]),
            ];
            let shifted = |before: u64, word: u64| (before << 32 | word) >> shift & 0xffff_ffff;
            let (p, q, r) = (shifted(carry, x), shifted(x, y), shifted(y, z));
            carry = z;
            let first = self.stored(p >> 8) | self.stored(p << 16 | q >> 16) << 32;
            let second = self.stored(q << 8 | r >> 24) | self.stored(r) << 32;
            twice[..8].copy_from_slice(&first.to_le_bytes());
            twice[8..].copy_from_slice(&second.to_le_bytes());
        }
        let [.., first, second] = carry.to_be_bytes();
        outer.waiting = match outer.count {
            2 => [first, second, 0],
            _ => [second, 0, 0],
        };
    }

    /// Three bytes as their four characters.
    #[inline(always)]
    fn once(&self, [a, b, c]: [u8; 3]) -> u64 {
        let bits = usize::from(a) << 16 | usize::from(b) << 8 | usize::from(c);
        u64::from(self.high[bits >> 12 & 0xfff]) << 16 | u64::from(self.high[bits & 0xfff])
    }

    /// The lower 24 bits as their four characters, the first one lowest.
    #[inline(always)]
    fn stored(&self, bits: u64) -> u64 {
        let (upper, lower) = (bits >> 12 & 0xfff, bits & 0xfff);
        u64::from(self.low[upper as usize]) | u64::from(self.low[lower as usize]) << 16
    }
}

fn push_slowly(bytes: &[u8], inner: &mut Base64, outer: &mut Base64, text: &mut String) {
    let mut once = String::new();
    inner.push(bytes, &mut once);
    outer.push(once.as_bytes(), text);
}
