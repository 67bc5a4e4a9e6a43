//! A text and what is selected in it.

use std::ops::Range;

use super::{Change, edits::Edits};

/// A text and what is selected in it, or where the caret is if that is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected<'a> {
    text: &'a str,
    range: Range<usize>,
}

impl<'a> Selected<'a> {
    /// Selects these bytes; what lies behind the end or within a character is moved back to the
    /// next place that does not.
    #[must_use]
    pub fn new(text: &'a str, range: Range<usize>) -> Self {
        let start = boundary(text, range.start);
        let end = boundary(text, range.end).max(start);
        Self {
            text,
            range: start..end,
        }
    }

    /// Selects what a browser counts in UTF-16 units: `selectionStart..selectionEnd`.
    #[must_use]
    pub fn from_utf16(text: &'a str, range: Range<usize>) -> Self {
        let start = offset(text, range.start);
        let length = range.end.saturating_sub(range.start);
        let end = start + offset(&text[start..], length);
        Self {
            text,
            range: start..end,
        }
    }

    /// The whole text.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// What is selected, in bytes.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Whether there is a caret only.
    pub(super) fn is_caret(&self) -> bool {
        self.range.is_empty()
    }

    /// The same text with the caret where the selection begins.
    pub(super) fn collapsed(&self) -> Self {
        Self::new(self.text, self.range.start..self.range.start)
    }

    /// The selection without the blanks at its edges.
    pub(super) fn trimmed(&self) -> Range<usize> {
        trimmed(self.text, self.range.clone())
    }

    /// One change of these edits.
    pub(super) fn change(&self, edits: Edits) -> Change {
        edits.into_change(self)
    }
}

/// A part of a text without the blanks at its edges; empty where it began if it is all blank.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    let end = range.start + part.trim_end().len();
    if start < end {
        start..end
    } else {
        range.start..range.start
    }
}

/// The last place up to there that is not within a character.
fn boundary(text: &str, place: usize) -> usize {
    let mut place = place.min(text.len());
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    place
}

/// Where so many UTF-16 units end, in bytes.
fn offset(text: &str, units: usize) -> usize {
    let mut left = units;
    let fits = |c: &char| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        fits
    };
    text.chars().take_while(fits).map(char::len_utf8).sum()
}
