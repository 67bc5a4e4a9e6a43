//! Several edits that form one change.

use std::ops::Range;

use super::{change::Change, selection::Selection, stable_sort};

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

    /// Inserts an opening and a closing delimiter around each part of the selection. `delimiters`
    /// returns both for the index of a part. The selection stays inside the delimiters if the parts
    /// contain all of it. A selection that contains more, such as white space, includes the
    /// delimiters.
    pub(super) fn surround<'a>(
        &mut self,
        selection: &Selection,
        parts: &[Range<usize>],
        delimiters: impl Fn(usize) -> [&'a str; 2],
    ) {
        let selected = selection.range();
        let ends = parts.first().zip(parts.last());
        let covers_selection = ends
            .is_some_and(|(first, last)| first.start <= selected.start && selected.end <= last.end);
        let biases = match selection.is_caret() || covers_selection {
            true => [CaretBias::After, CaretBias::Before],
            false => [CaretBias::Before, CaretBias::After],
        };
        for (index, part) in parts.iter().enumerate() {
            let [open, close] = delimiters(index);
            self.push(part.start..part.start, open, biases[0]);
            self.push(part.end..part.end, close, biases[1]);
        }
    }

    /// Puts the edits in the order of the text, and drops those that overlap with an earlier one.
    /// Edits at one offset keep their order.
    pub(super) fn sort(&mut self) {
        stable_sort::sort_by_key(&mut self.0, |edit| edit.range.start);
        let mut end = 0;
        self.0.retain(|edit| {
            let fits = edit.range.start >= end;
            end = end.max(edit.range.end);
            fits
        });
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
