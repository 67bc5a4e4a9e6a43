//! A single change of the text.

use std::ops::Range;

use super::selection::Selection;

/// Replaces `range` with `insert`, then selects `selection`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Replaced range, in bytes of the text before the change.
    pub range: Range<usize>,
    /// Inserted text.
    pub insert: String,
    /// Selection after the change, in bytes of the new text.
    pub selection: Range<usize>,
}

impl Change {
    /// Returns a change that keeps the text and the selection.
    pub(super) fn noop(selection: &Selection) -> Self {
        let range = selection.range();
        Self {
            range: range.start..range.start,
            insert: String::new(),
            selection: range,
        }
    }

    /// Returns `true` if the text stays the same because nothing is replaced.
    pub(super) const fn is_noop(&self) -> bool {
        self.range.start == self.range.end && self.insert.is_empty()
    }

    /// Returns the text after the change.
    #[must_use]
    pub fn apply_to(&self, text: &str) -> String {
        let (before, after) = (&text[..self.range.start], &text[self.range.end..]);
        [before, &self.insert, after].concat()
    }
}
