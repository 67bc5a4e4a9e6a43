//! Several edits of a text that count as one change.

use std::ops::Range;

use super::{Change, Selected, spans::Pair};

/// Edits in the order of the text, none within another.
#[derive(Default)]
pub(super) struct Edits(Vec<Edit>);

struct Edit {
    range: Range<usize>,
    insert: String,
    side: Side,
}

/// Where a caret goes that stands just where something is inserted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl Edits {
    /// Inserts something that a caret there comes to stand behind.
    pub(super) fn open(&mut self, at: usize, insert: impl Into<String>) {
        self.add(at..at, insert, Side::After);
    }

    /// Inserts something that a caret there stays before.
    pub(super) fn close(&mut self, at: usize, insert: impl Into<String>) {
        self.add(at..at, insert, Side::Before);
    }

    /// Inserts marks around parts of the selection. It stays between the first and the last of
    /// them if it was just the parts, and takes both in if it was more, such as blanks.
    pub(super) fn surround(&mut self, at: &Selected, parts: &[Range<usize>], marks: [&str; 2]) {
        let ends = parts.first().zip(parts.last());
        let whole = ends.is_some_and(|(a, b)| at.range() == (a.start..b.end));
        let sides = match at.is_caret() || whole {
            true => [Side::After, Side::Before],
            false => [Side::Before, Side::After],
        };
        for part in parts {
            self.add(part.start..part.start, marks[0], sides[0]);
            self.add(part.end..part.end, marks[1], sides[1]);
        }
    }

    /// Takes marks away.
    pub(super) fn strip(&mut self, pair: Pair) {
        self.delete(pair.open);
        self.delete(pair.close);
    }

    /// Puts something in another's place, or opens if there is none.
    pub(super) fn replace(&mut self, range: Range<usize>, insert: impl Into<String>) {
        self.add(range, insert, Side::After);
    }

    /// Takes something away.
    pub(super) fn delete(&mut self, range: Range<usize>) {
        self.add(range, "", Side::Before);
    }

    /// Whether nothing changes.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One change of all, with the selection around what it was around.
    pub(super) fn into_change(self, at: &Selected) -> Change {
        let (text, selection) = (at.text(), at.range());
        let start = self.0.first().map_or(selection.start, |e| e.range.start);
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
            selection: self.moved(selection.start)..self.moved(selection.end),
        }
    }

    fn add(&mut self, range: Range<usize>, insert: impl Into<String>, side: Side) {
        self.0.push(Edit {
            range,
            insert: insert.into(),
            side,
        });
    }

    /// Where a place of the text is found after the edits.
    fn moved(&self, place: usize) -> usize {
        let (mut kept, mut grown) = (place, 0);
        for edit in &self.0 {
            if edit.is_before(place) {
                kept -= edit.range.len();
                grown += edit.insert.len();
            } else if edit.range.contains(&place) && edit.range.start < place {
                kept -= place - edit.range.start;
                grown += edit.insert.len();
            }
        }
        kept + grown
    }
}

impl Edit {
    fn is_before(&self, place: usize) -> bool {
        if self.range.is_empty() && self.range.start == place {
            return self.side == Side::After;
        }
        self.range.end <= place
    }
}
