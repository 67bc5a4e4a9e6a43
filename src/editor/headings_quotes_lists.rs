//! Headings, quotes and lists: commands that toggle a prefix on each line.

use std::ops::Range;

use super::{
    change::Change,
    line::{Line, ListKind, leading_white_space},
    line_command::{LineCommand, SelectedLines},
    line_context::{LineContext, continuation},
    parsed_text::ParsedText,
    selection::Selection,
    whole_blocks::lines_of_whole_blocks,
};
use crate::markdown::outline::{Item, LeafKind};

const HEADING_PREFIX: &str = "## ";
const QUOTE_PREFIX: &str = "> ";

/// Turns the selected lines into headings, or headings into text.
pub(super) fn toggle_heading(selection: &Selection) -> Change {
    let selected = SelectedLines::of(selection);
    let turn_on = !selected.all(is_heading_line);
    let lines = selected.context_lines();
    let command = LineCommand {
        ways: 3,
        edit: &|line, context, way, edits| {
            let content_start = line.content_start;
            match heading_prefix_len(line) {
                None if turn_on && way == 0 => {
                    edits.insert_before_caret(line.start + content_start, HEADING_PREFIX);
                }
                // Indented by four columns, or at the margin below a list item, a line continues
                // the text above it, but cannot be a heading.
                None if turn_on => {
                    let containers = context.map_or(&[][..], |context| &context.containers);
                    let indent = match way {
                        1 => line.text[..line.quote_end].to_owned(),
                        _ => continuation(lines, containers),
                    };
                    edits.replace(line.range_in_text(0, line.indent_end), indent);
                    edits.insert_before_caret(line.start + content_start, HEADING_PREFIX);
                }
                Some(length) if !turn_on => {
                    edits.delete(line.range_in_text(content_start, content_start + length));
                }
                _ => {}
            }
        },
        is_expected: &|old, new| {
            let is_expected = match turn_on {
                true => matches!(new.kind, LeafKind::Heading(_)),
                false => new.kind == LeafKind::Paragraph,
            };
            is_expected && old.has_same_containers(new)
        },
    };
    selected.apply(&command, selection)
}

/// Returns `true` if all selected lines are headings.
pub(super) fn is_heading(selected: &SelectedLines) -> bool {
    selected.all(is_heading_line)
}

fn is_heading_line(line: &Line, context: Option<&LineContext>) -> bool {
    let is_read = context.is_some_and(|context| matches!(context.kind, LeafKind::Heading(_)));
    is_read && heading_prefix_len(line).is_some()
}

/// Quotes the selected lines, extended to blocks that cannot be split, or removes their
/// outermost quote. Lines that are already quotes are nested one level deeper, like the quotes
/// of an earlier message in an email.
pub(super) fn toggle_quote(selection: &Selection) -> Change {
    let lines = lines_of_whole_blocks(selection, &ParsedText::around(selection));
    let selected = SelectedLines::with_blank_lines(lines, selection);
    let turn_on = !selected.all(is_quote_line);
    let with_content = selected.lines.iter().filter(|line| !line.is_blank());
    let outermost = with_content.min_by_key(|line| line.indent_end);
    let (indent, depth) = outermost.map_or((0, 0), |line| (line.indent_end, line.quote_depth));
    let command = LineCommand {
        ways: 2,
        edit: &|line, _, way, edits| match (turn_on, way) {
            (true, 0) => edits.insert_before_caret(line.start, QUOTE_PREFIX),
            // In a list item, the marker goes after the indentation that all lines have.
            (true, _) => {
                let missing = match line.quote_depth == depth {
                    true => indent.saturating_sub(line.text.len()),
                    false => 0,
                };
                let marker = " ".repeat(missing) + QUOTE_PREFIX;
                edits.insert_before_caret(line.start + indent.min(line.text.len()), marker);
            }
            (false, _) => {
                let marker = outermost_quote(line);
                let is_blank = line.is_blank() && line.quote_depth == 1;
                let start = if is_blank { 0 } else { marker.start };
                edits.delete(line.range_in_text(start, marker.end));
            }
        },
        is_expected: &|old, new| {
            let (old_depth, new_depth) = (old.quote_depth(), new.quote_depth());
            old.has_same_kind(new)
                && new.containers.len() + old_depth == old.containers.len() + new_depth
                && new_depth + usize::from(!turn_on) == old_depth + usize::from(turn_on)
        },
    };
    selected.apply(&command, selection)
}

/// Returns `true` if all selected lines are quotes.
pub(super) fn is_quote(
    selected: &SelectedLines,
    selection: &Selection,
    parsed: &ParsedText,
) -> bool {
    let lines = lines_of_whole_blocks(selection, parsed);
    match selected.has_lines(&lines) {
        true => selected.all_with_blank_lines(is_quote_line),
        false => SelectedLines::with_blank_lines(lines, selection).all(is_quote_line),
    }
}

fn is_quote_line(line: &Line, context: Option<&LineContext>) -> bool {
    context.map_or(line.quote_depth, LineContext::quote_depth) > 0
}

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

/// Returns the length of a heading's `#` characters and the white space after them, in bytes.
pub(super) fn heading_prefix_len(line: &Line) -> Option<usize> {
    let content = line.content();
    let level = content.len() - content.trim_start_matches('#').len();
    let gap = leading_white_space(&content[level..]);
    let is_valid = (1..=6).contains(&level) && (gap > 0 || content.len() == level);
    is_valid.then_some(level + gap)
}

/// Returns the outermost quote marker of a line, with the space after it. Empty if there is none.
fn outermost_quote(line: &Line) -> Range<usize> {
    let start = match line.quote_depth {
        // A quote in a list item.
        0 if line.content().starts_with('>') => line.content_start,
        0 => return 0..0,
        _ => line.text.find('>').unwrap_or_default(),
    };
    start..start + 1 + usize::from(line.text[start + 1..].starts_with(' '))
}
