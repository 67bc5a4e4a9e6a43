//! Several edits of a text that form one change.

use std::ops::Range;

use super::{change::Change, delimiters::DelimiterPair, selection::Selection};

/// Edits in text order, without overlaps.
#[derive(Default)]
pub(super) struct Edits(Vec<Edit>);

struct Edit {
    range: Range<usize>,
    insert: String,
    bias: CaretBias,
}

/// Position of a caret relative to text that is inserted at the caret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CaretBias {
    /// The caret stays before the inserted text.
    Before,
    /// The caret moves after the inserted text.
    After,
}

impl Edits {
    /// Inserts text at `offset`. A caret there moves after the text.
    pub(super) fn insert_before_caret(&mut self, offset: usize, insert: impl Into<String>) {
        self.push(offset..offset, insert, CaretBias::After);
    }

    /// Inserts text at `offset`. A caret there stays before the text.
    pub(super) fn insert_after_caret(&mut self, offset: usize, insert: impl Into<String>) {
        self.push(offset..offset, insert, CaretBias::Before);
    }

    /// Inserts an opening and a closing delimiter around each part of the selection. The selection
    /// stays inside the delimiters if it consisted of the parts alone. If it contained more, such
    /// as white space, it includes the delimiters.
    pub(super) fn surround(
        &mut self,
        selection: &Selection,
        parts: &[Range<usize>],
        delimiters: [&str; 2],
    ) {
        let ends = parts.first().zip(parts.last());
        let covers_selection =
            ends.is_some_and(|(first, last)| selection.range() == (first.start..last.end));
        let biases = match selection.is_caret() || covers_selection {
            true => [CaretBias::After, CaretBias::Before],
            false => [CaretBias::Before, CaretBias::After],
        };
        for part in parts {
            self.push(part.start..part.start, delimiters[0], biases[0]);
            self.push(part.end..part.end, delimiters[1], biases[1]);
        }
    }

    /// Deletes both delimiters of a pair.
    pub(super) fn delete_pair(&mut self, pair: DelimiterPair) {
        self.delete(pair.open);
        self.delete(pair.close);
    }

    /// Replaces a range. If it is empty, the text is inserted, and a caret there moves after the
    /// text.
    pub(super) fn replace(&mut self, range: Range<usize>, insert: impl Into<String>) {
        self.push(range, insert, CaretBias::After);
    }

    /// Deletes a range.
    pub(super) fn delete(&mut self, range: Range<usize>) {
        self.push(range, "", CaretBias::Before);
    }

    /// Returns `true` if there are no edits.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Merges all edits into one change. The selection keeps covering the same text.
    pub(super) fn into_change(self, selection: &Selection) -> Change {
        let (text, selected) = (selection.text(), selection.range());
        let first = self.0.first();
        let start = first.map_or(selected.start, |edit| edit.range.start);
        let mut end = start;
        let mut insert = String::new();
        for edit in &self.0 {
            insert.push_str(&text[end..edit.range.start]);
            insert.push_str(&edit.insert);
            end = edit.range.end;
        }
        Change {
            range: start..end,
            insert,
            selection: self.map_offset(selected.start)..self.map_offset(selected.end),
        }
    }

    fn push(&mut self, range: Range<usize>, insert: impl Into<String>, bias: CaretBias) {
        self.0.push(Edit {
            range,
            insert: insert.into(),
            bias,
        });
    }

    /// Maps an offset of the text before the edits to the text after them.
    fn map_offset(&self, offset: usize) -> usize {
        let (mut kept, mut inserted) = (offset, 0);
        for edit in &self.0 {
            if edit.is_before(offset) {
                kept -= edit.range.len();
                inserted += edit.insert.len();
            } else if edit.range.contains(&offset) && edit.range.start < offset {
                kept -= offset - edit.range.start;
                inserted += edit.insert.len();
            }
        }
        kept + inserted
    }
}

impl Edit {
    fn is_before(&self, offset: usize) -> bool {
        if self.range.is_empty() && self.range.start == offset {
            return self.bias == CaretBias::After;
        }
        self.range.end <= offset
    }
}
