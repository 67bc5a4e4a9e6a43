//! The parsed Markdown of a line and those around it, with text typed on it.

use super::line_context::{ContextLines, LineContext, are_same, contexts, type_letter};

/// The contexts of lines, with a letter typed on one of them and without.
pub(super) struct ParsedLine {
    /// Number of the line.
    line: usize,
    typed: Vec<Option<LineContext>>,
    untyped: Vec<Option<LineContext>>,
}

impl ParsedLine {
    /// Parses lines of the text, with the caret at `offset`.
    pub(super) fn new(
        context_lines: &ContextLines,
        mut lines: Vec<String>,
        text: &str,
        offset: usize,
    ) -> Self {
        let line = context_lines.line_at(text, offset);
        let untyped = contexts(&lines);
        type_letter(&mut lines[line]);
        Self {
            line,
            typed: contexts(&lines),
            untyped,
        }
    }

    /// Returns the context of the line with the typed text.
    pub(super) fn context(&self) -> Option<&LineContext> {
        self.typed[self.line].as_ref()
    }

    /// Returns `true` if the line is outside of the innermost block around the line of `other`, and
    /// all other lines are parsed as in `other`.
    pub(super) fn is_outside(&self, other: &Self) -> bool {
        let (Some(new), Some(old)) = (self.context(), other.context()) else {
            return false;
        };
        let is_outside = new.containers.len() < old.containers.len() && new.is_within(old)
            || new.item.is_some() && new.containers.len() + 2 <= old.containers.len();
        let are_same_around = |new: &[Option<LineContext>], old: &[Option<LineContext>]| {
            are_same(&new[..self.line], &old[..other.line])
                && are_same(&new[self.line + 1..], &old[other.line + 1..])
        };
        is_outside
            && are_same_around(&self.typed, &other.typed)
            && are_same_around(&self.untyped, &other.typed)
    }
}
