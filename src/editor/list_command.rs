//! The list commands: toggle the marker of a list item on each line.

use super::{
    change::Change,
    line::{Line, ListKind},
    line_command::{LineCommand, SelectedLines},
    line_context::LineContext,
    selection::Selection,
};
use crate::markdown::outline::Item;

/// Turns the selected lines into list items of a kind, replacing other list markers, or turns items
/// of that kind into text.
pub(super) fn toggle_list(kind: ListKind, selection: &Selection) -> Change {
    let selected = SelectedLines::of(selection);
    let turn_on = !selected.all(|line, context| is_item(kind, line, context));
    let numbers = numbers(&selected);
    let command = LineCommand {
        ways: 2,
        edit: &|line, context, way, edits| {
            let marker = line.range_in_text(line.indent_end, line.content_start);
            if !turn_on {
                edits.delete(marker);
            } else if !is_item(kind, line, context) {
                if way == 1 {
                    // Indented by four columns, a line continues the text above it, but cannot be
                    // an item.
                    edits.delete(line.range_in_text(line.quote_end, line.indent_end));
                }
                let number = numbers.iter().find(|(start, _)| *start == line.start);
                let number = number.map_or(1, |(_, number)| *number);
                edits.replace(marker, list_marker(kind, number));
            }
        },
        is_expected: &|old, new| {
            let new_kind = new.item.map(list_kind);
            old.has_same_kind(new)
                && old.quote_depth() == new.quote_depth()
                && match turn_on {
                    true => new_kind.is_some_and(|new| new.is_same_kind(kind)),
                    false => new.item.is_none() && new.containers.len() + 2 <= old.containers.len(),
                }
        },
    };
    selected.apply(&command, selection)
}

/// Returns `true` if all selected lines are list items of a kind.
pub(super) fn is_list(kind: ListKind, selected: &SelectedLines) -> bool {
    selected.all(|line, context| is_item(kind, line, context))
}

/// Returns `true` if a line has the marker of a kind, and is parsed as an item.
fn is_item(kind: ListKind, line: &Line, context: Option<&LineContext>) -> bool {
    let is_read = context.is_some_and(|context| context.item.is_some());
    is_read && line.item.is_some_and(|item| item.is_same_kind(kind))
}

const fn list_kind(item: Item) -> ListKind {
    match item {
        Item { is_task: true, .. } => ListKind::Task,
        Item {
            is_ordered: true, ..
        } => ListKind::Numbered(1),
        Item { .. } => ListKind::Bullet,
    }
}

/// Returns the start of each selected line with content, and the number that it gets in a list.
fn numbers(selected: &SelectedLines) -> Vec<(usize, u32)> {
    let mut numbering = Numbering::default();
    let lines = selected.lines.iter().filter(|line| !line.is_blank());
    lines
        .map(|line| (line.start, numbering.next(line.indent_width())))
        .collect()
}

/// Item numbers, counted separately at each indentation: pairs of indentation and last number.
#[derive(Default)]
pub(super) struct Numbering(Vec<(usize, u32)>);

impl Numbering {
    /// Returns the number of the next item with an indentation.
    pub(super) fn next(&mut self, indent: usize) -> u32 {
        self.0.retain(|(other_indent, _)| *other_indent <= indent);
        match self.0.last_mut() {
            Some((last_indent, number)) if *last_indent == indent => {
                *number += 1;
                *number
            }
            _ => {
                self.0.push((indent, 1));
                1
            }
        }
    }
}

fn list_marker(kind: ListKind, number: u32) -> String {
    match kind {
        ListKind::Bullet => "- ".to_owned(),
        ListKind::Numbered(_) => format!("{number}. "),
        ListKind::Task => "- [ ] ".to_owned(),
    }
}
