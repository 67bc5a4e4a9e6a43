//! Text with a selection.

use std::ops::Range;

/// Text and its selected range. An empty range is a caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection<'a> {
    text: &'a str,
    range: Range<usize>,
}

impl<'a> Selection<'a> {
    /// Selects a range, in bytes. An offset past the end or within a character moves back to the
    /// nearest character boundary.
    #[must_use]
    pub fn new(text: &'a str, range: Range<usize>) -> Self {
        let start = floor_char_boundary(text, range.start);
        let end = floor_char_boundary(text, range.end).max(start);
        Self {
            text,
            range: start..end,
        }
    }

    /// Selects a range in UTF-16 code units, the unit of a browser's
    /// `selectionStart..selectionEnd`.
    #[must_use]
    pub fn from_utf16(text: &'a str, range: Range<usize>) -> Self {
        let start = utf16_to_bytes(text, range.start);
        let length = range.end.saturating_sub(range.start);
        let end = start + utf16_to_bytes(&text[start..], length);
        Self {
            text,
            range: start..end,
        }
    }

    /// Returns the whole text.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the selected range, in bytes.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Returns `true` if the selection is only a caret.
    pub(super) fn is_caret(&self) -> bool {
        self.range.is_empty()
    }

    /// Returns the same text with a caret at the start of the selection.
    pub(super) fn collapsed(&self) -> Self {
        Self::new(self.text, self.range.start..self.range.start)
    }

    /// Returns the selected range without white space at its edges.
    pub(super) fn trimmed_range(&self) -> Range<usize> {
        trim_range(self.text, self.range.clone())
    }
}

/// Returns a range without white space at its edges. An all-blank range becomes empty, at its
/// start.
pub(super) fn trim_range(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    let end = range.start + part.trim_end().len();
    if start < end {
        start..end
    } else {
        range.start..range.start
    }
}

/// Returns the last character boundary at or before `offset`.
fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Number of bytes whose length in UTF-16 is counted in one step.
const CHUNK: usize = 1 << 10;

/// Returns the length of text in UTF-16 code units.
#[must_use]
pub fn utf16_len(text: &str) -> usize {
    text.as_bytes().chunks(CHUNK).map(chunk_len).sum()
}

/// Converts a length in UTF-16 code units to bytes. Counts whole chunks, most of which are ASCII, before
/// single characters.
fn utf16_to_bytes(text: &str, units: usize) -> usize {
    let (mut bytes, mut remaining) = (0, units);
    for chunk in text.as_bytes().chunks(CHUNK) {
        let length = chunk_len(chunk);
        if length >= remaining {
            break;
        }
        bytes += chunk.len();
        remaining -= length;
    }
    // The chunk may end within a character, which it has counted.
    while !text.is_char_boundary(bytes) {
        bytes += 1;
    }
    let fits = |c: &char| {
        let fits = c.len_utf16() <= remaining;
        remaining = remaining.saturating_sub(c.len_utf16());
        fits
    };
    let rest: usize = text[bytes..]
        .chars()
        .take_while(fits)
        .map(char::len_utf8)
        .sum();
    bytes + rest
}

/// Returns the number of UTF-16 code units of the characters that start in a chunk of UTF-8.
fn chunk_len(chunk: &[u8]) -> usize {
    if chunk.is_ascii() {
        return chunk.len();
    }
    // A character outside of the Basic Multilingual Plane, of four bytes, has two units.
    let units = |byte: &u8| match byte {
        0x80..=0xbf => 0,
        0xf0.. => 2,
        _ => 1,
    };
    chunk.iter().map(units).sum()
}
