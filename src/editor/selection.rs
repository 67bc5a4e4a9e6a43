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

/// Converts a length in UTF-16 code units to bytes.
fn utf16_to_bytes(text: &str, units: usize) -> usize {
    let mut remaining = units;
    let fits = |c: &char| {
        let fits = c.len_utf16() <= remaining;
        remaining = remaining.saturating_sub(c.len_utf16());
        fits
    };
    text.chars().take_while(fits).map(char::len_utf8).sum()
}
