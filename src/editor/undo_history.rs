//! Undo history of the text, for changes that the browser cannot undo.
//!
//! Chrome and Safari insert each line separately and lay out the whole text each time: a
//! thousand lines take more than a second. [`Change::is_slow_to_insert`] finds such changes. They are
//! applied in one step, which the browser's undo does not cover. From then on, this history replaces
//! the browser's.

use super::Change;
use crate::markdown::TextDiff;
use std::collections::VecDeque;
use std::ops::Range;

/// Maximum size of all steps, in bytes.
const MAX_BYTES: usize = 8 << 20;
/// Maximum number of steps.
const MAX_STEPS: usize = 1_000;
/// Maximum number of pairs of an inserted line and a line of the text. Chrome needs about 2 µs for
/// each.
const MAX_LINE_PAIRS: usize = 40_000;

/// Kind of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditKind {
    /// Typing or deleting. Adjacent edits are one step, up to the end of the line.
    Typing,
    /// Any other edit. It is one step.
    Command,
}

/// The steps that produced the current text.
#[derive(Clone, Debug, Default)]
pub struct UndoHistory {
    text: String,
    /// Steps to undo, the oldest first.
    undo: VecDeque<Step>,
    /// Steps to redo, the next one last.
    redo: Vec<Step>,
}

#[derive(Clone, Debug)]
struct Step {
    kind: EditKind,
    start: usize,
    removed: String,
    inserted: String,
    selection_before: Range<usize>,
}

impl UndoHistory {
    /// Creates an empty history.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// Returns the current text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Records an edit that led to `text`. `selection_before` is the selection before the edit, in
    /// bytes. Default: the end of the replaced text.
    pub fn record(&mut self, text: &str, kind: EditKind, selection_before: Option<Range<usize>>) {
        let Some(step) = self.step_to(text, kind, selection_before) else {
            return;
        };
        self.redo.clear();
        let end = step.start + step.removed.len();
        self.text.replace_range(step.start..end, &step.inserted);
        let is_merged = self.undo.back_mut().is_some_and(|last| last.merge(&step));
        if !is_merged {
            self.undo.push_back(step);
        }
        self.drop_oldest_steps();
    }

    /// Undoes the last step. Returns the change of the text, or `None` if there is no step.
    pub fn undo(&mut self) -> Option<Change> {
        let step = self.undo.pop_back()?;
        let range = step.start..step.start + step.inserted.len();
        let change = Change {
            range,
            insert: step.removed.clone(),
            selection: step.selection_before.clone(),
        };
        self.redo.push(step);
        self.apply(change)
    }

    /// Redoes the step that was undone last. Returns the change of the text, or `None` if there is
    /// no step.
    pub fn redo(&mut self) -> Option<Change> {
        let step = self.redo.pop()?;
        let end = step.start + step.inserted.len();
        let change = Change {
            range: step.start..step.start + step.removed.len(),
            insert: step.inserted.clone(),
            selection: end..end,
        };
        self.undo.push_back(step);
        self.apply(change)
    }

    fn apply(&mut self, change: Change) -> Option<Change> {
        self.text
            .replace_range(change.range.clone(), &change.insert);
        Some(change)
    }

    /// Returns the step that turns the current text into `text`, unless they are equal.
    fn step_to(&self, text: &str, kind: EditKind, selection: Option<Range<usize>>) -> Option<Step> {
        let old = self.text.as_str();
        let diff = TextDiff::between(old, text);
        if diff.old.is_empty() && diff.new.is_empty() {
            return None;
        }
        let end = diff.old.end;
        let selection = selection.filter(|range| old.get(range.clone()).is_some());
        Some(Step {
            kind,
            start: diff.old.start,
            removed: old[diff.old].to_owned(),
            inserted: text[diff.new].to_owned(),
            selection_before: selection.unwrap_or(end..end),
        })
    }

    fn drop_oldest_steps(&mut self) {
        let mut bytes: usize = self.undo.iter().map(Step::size).sum();
        while (bytes > MAX_BYTES || self.undo.len() > MAX_STEPS)
            && self.undo.len() > 1
            && let Some(step) = self.undo.pop_front()
        {
            bytes -= step.size();
        }
    }
}

impl Step {
    const fn size(&self) -> usize {
        self.removed.len() + self.inserted.len()
    }

    /// Adds the next step to this one, if both are typing at the same place of a line.
    fn merge(&mut self, next: &Self) -> bool {
        let is_line_end = |step: &Self| step.inserted.contains('\n') || step.removed.contains('\n');
        if self.kind != EditKind::Typing
            || next.kind != EditKind::Typing
            || is_line_end(self)
            || is_line_end(next)
        {
            return false;
        }
        let next_end = next.start + next.removed.len();
        let end = self.start + self.inserted.len();
        if next.start >= self.start && next_end <= end {
            let range = next.start - self.start..next_end - self.start;
            self.inserted.replace_range(range, &next.inserted);
            return true;
        }
        if self.inserted.is_empty() && next.inserted.is_empty() && next_end == self.start {
            self.removed.insert_str(0, &next.removed);
            self.start = next.start;
            return true;
        }
        false
    }
}

impl Change {
    /// Returns `true` if browsers would take long to insert the change line by line.
    #[must_use]
    pub fn is_slow_to_insert(&self, text: &str) -> bool {
        let count = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
        let inserted = count(&self.insert);
        inserted > 1 && inserted * (count(text) + inserted / 2) > MAX_LINE_PAIRS
    }
}
