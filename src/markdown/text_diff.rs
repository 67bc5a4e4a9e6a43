//! The difference between two versions of the text, by common prefix and suffix.

use std::ops::Range;

/// The single run of bytes in which two versions differ; whole characters in both.
#[derive(Debug, PartialEq, Eq)]
pub struct TextDiff {
    /// The replaced range of the old text.
    pub old: Range<usize>,
    /// The range of the new text that replaces it.
    pub new: Range<usize>,
}

impl TextDiff {
    /// Returns the smallest difference that turns `old` into `new`.
    #[must_use]
    pub fn between(old: &str, new: &str) -> Self {
        let mut prefix = common_prefix(old.as_bytes(), new.as_bytes());
        while !old.is_char_boundary(prefix) || !new.is_char_boundary(prefix) {
            prefix -= 1;
        }
        let mut suffix = common_suffix(&old.as_bytes()[prefix..], &new.as_bytes()[prefix..]);
        let is_boundary = |text: &str, suffix| text.is_char_boundary(text.len() - suffix);
        while !is_boundary(old, suffix) || !is_boundary(new, suffix) {
            suffix -= 1;
        }
        Self {
            old: prefix..old.len() - suffix,
            new: prefix..new.len() - suffix,
        }
    }

    /// Maps an offset after the difference from the old text to the new one.
    pub(super) const fn map_offset(&self, offset: usize) -> usize {
        offset - self.old.end + self.new.end
    }
}

/// Number of bytes compared in one step. Most chunks of two versions are equal.
const CHUNK_BYTES: usize = 1024;

/// Returns `true` if two texts are equal. Compares by words, where `==` compares single bytes in wasm32.
#[must_use]
pub fn is_same_text(a: &str, b: &str) -> bool {
    a.len() == b.len() && are_same(a.as_bytes(), b.as_bytes())
}

/// Compares slices of the same length by words.
fn are_same(a: &[u8], b: &[u8]) -> bool {
    let (a_words, a_rest) = a.as_chunks::<8>();
    let (b_words, b_rest) = b.as_chunks::<8>();
    let mut words = a_words.iter().zip(b_words);
    let is_same = |(a, b): (&[u8; 8], &[u8; 8])| u64::from_ne_bytes(*a) == u64::from_ne_bytes(*b);
    words.all(is_same) && a_rest == b_rest
}

/// Length of the common prefix, in bytes.
fn common_prefix(old: &[u8], new: &[u8]) -> usize {
    let mut length = 0;
    while let Some(chunk) = old.get(length..length + CHUNK_BYTES)
        && let Some(new_chunk) = new.get(length..length + CHUNK_BYTES)
        && are_same(chunk, new_chunk)
    {
        length += CHUNK_BYTES;
    }
    let rest = old[length..].iter().zip(&new[length..]);
    length + rest.take_while(|(old, new)| old == new).count()
}

/// Length of the common suffix, in bytes.
fn common_suffix(old: &[u8], new: &[u8]) -> usize {
    let chunk = |bytes: &[u8], length: usize| {
        let end = bytes.len() - length;
        end.checked_sub(CHUNK_BYTES).map(|start| start..end)
    };
    let mut length = 0;
    while let Some(old_chunk) = chunk(old, length)
        && let Some(new_chunk) = chunk(new, length)
        && are_same(&old[old_chunk], &new[new_chunk])
    {
        length += CHUNK_BYTES;
    }
    let (old, new) = (&old[..old.len() - length], &new[..new.len() - length]);
    let rest = old.iter().rev().zip(new.iter().rev());
    length + rest.take_while(|(old, new)| old == new).count()
}
