//! The parsed Markdown around a selection.

use std::ops::Range;

use super::{change::Change, code_fence, line::Line, selection::Selection};
use crate::markdown::outline::Outline;

/// Text on each side of the selection that is parsed, in bytes. A command takes as long in a text of
/// a megabyte as in one of a page.
const CONTEXT: usize = 16 * 1024;

/// The parsed part of the text around a selection.
pub(super) struct ParsedText {
    /// Range of the part.
    pub(super) range: Range<usize>,
    /// Its outline.
    pub(super) outline: Outline,
}

impl ParsedText {
    /// Parses the text around a selection.
    pub(super) fn around(selection: &Selection) -> Self {
        let range = context(selection);
        let outline = Outline::parse(selection.text(), range.clone());
        Self { range, outline }
    }

    /// Parses the same part of the text after a change, which is `text`.
    pub(super) fn after(&self, change: &Change, text: &str) -> Self {
        let end = self.range.end + change.insert.len() - change.range.len();
        let range = self.range.start..end;
        let outline = Outline::parse(text, range.clone());
        Self { range, outline }
    }
}

/// Returns whole lines around a selection, with at least two lines on each side. In long text,
/// they start after a blank line, outside of a list and of fenced code.
pub(super) fn context(selection: &Selection) -> Range<usize> {
    let (text, selected) = (selection.text(), selection.range());
    let last_line = Line::containing(text, ceil_char_boundary(text, selected.end + CONTEXT));
    let selected_end = Line::containing(text, selected.end);
    let below = selected_end
        .following(text)
        .nth(1)
        .map_or(text.len(), |line| line.end());
    let end = last_line.end().max(below);
    if selected.start <= CONTEXT {
        return 0..end;
    }
    let selected_line = Line::containing(text, selected.start);
    let earliest = Line::containing(text, ceil_char_boundary(text, selected.start - CONTEXT));
    let mut lines = earliest
        .following(text)
        .take_while(|line| line.start <= selected_line.start);
    let mut is_after_blank = false;
    let start = lines.find(|line| {
        let starts_block = is_after_blank && !line.is_blank() && line.indent_end == 0;
        is_after_blank = line.is_blank();
        starts_block
    });
    let start = start.map_or(earliest.start, |line| line.start);
    let start = code_fence::start_outside_code(text, start, selected_line.start);
    let above = selected_line
        .preceding(text)
        .nth(1)
        .map_or(0, |line| line.start);
    start.min(above)..end
}

/// Returns the first character boundary at or after `offset`.
fn ceil_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset += 1;
    }
    offset
}
