//! Headings, quotes and lists: commands that toggle a prefix on each line.

use super::{
    change::Change,
    edits::Edits,
    line::{Line, ListKind, leading_blanks},
    selection::Selection,
};

const HEADING_PREFIX: &str = "## ";
const QUOTE_PREFIX: &str = "> ";

/// Turns the selected lines into headings, or headings into text.
pub(super) fn toggle_heading(selection: &Selection) -> Change {
    let turn_on = !is_heading(selection);
    let mut edits = Edits::default();
    for line in lines_with_content(selection) {
        match heading_prefix_len(&line) {
            None if turn_on => {
                edits.insert_before_caret(line.start + line.content_start, HEADING_PREFIX);
            }
            Some(length) if !turn_on => {
                let end = line.content_start + length;
                edits.delete(line.range_in_text(line.content_start, end));
            }
            _ => {}
        }
    }
    edits.into_change(selection)
}

/// Returns `true` if all selected lines are headings.
pub(super) fn is_heading(selection: &Selection) -> bool {
    let lines = lines_with_content(selection);
    lines.iter().all(|line| heading_prefix_len(line).is_some())
}

/// Quotes the selected lines, or removes their outermost quote. Lines that are already quotes are
/// nested one level deeper: they quote another person.
pub(super) fn toggle_quote(selection: &Selection) -> Change {
    let turn_on = !is_quote(selection);
    let mut edits = Edits::default();
    for line in Line::selected(selection) {
        if turn_on {
            edits.insert_before_caret(line.start, QUOTE_PREFIX);
        } else {
            edits.delete(line.range_in_text(0, outermost_quote_end(&line)));
        }
    }
    edits.into_change(selection)
}

/// Returns `true` if all selected lines are quotes.
pub(super) fn is_quote(selection: &Selection) -> bool {
    let lines = Line::selected(selection);
    lines.iter().all(|line| line.quote_depth > 0)
}

/// Turns the selected lines into list items of a kind, replacing other list markers, or turns items
/// of that kind into text.
pub(super) fn toggle_list(kind: ListKind, selection: &Selection) -> Change {
    let turn_on = !is_list(kind, selection);
    let mut numbering = Numbering::default();
    let mut edits = Edits::default();
    for line in lines_with_content(selection) {
        let marker = line.range_in_text(line.indent_end, line.content_start);
        let number = numbering.next(line.indent_width());
        match (turn_on, line.item) {
            (false, _) => edits.delete(marker),
            (true, Some(item)) if item.is_same_kind(kind) => {}
            (true, _) => edits.replace(marker, list_marker(kind, number)),
        }
    }
    edits.into_change(selection)
}

/// Returns `true` if all selected lines are list items of a kind.
pub(super) fn is_list(kind: ListKind, selection: &Selection) -> bool {
    let is_item = |line: &Line| line.item.is_some_and(|item| item.is_same_kind(kind));
    lines_with_content(selection).iter().all(is_item)
}

/// Item numbers, counted separately at each indentation: pairs of indentation and last number.
#[derive(Default)]
struct Numbering(Vec<(usize, u32)>);

impl Numbering {
    fn next(&mut self, indent: usize) -> u32 {
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

/// Returns the selected lines that are not blank, or the first line if all of them are.
fn lines_with_content<'a>(selection: &Selection<'a>) -> Vec<Line<'a>> {
    let mut lines = Line::selected(selection);
    if lines.iter().all(Line::is_blank) {
        lines.truncate(1);
    } else {
        lines.retain(|line| !line.is_blank());
    }
    lines
}

/// Returns the length of a heading's `#` characters and the white space after them, in bytes.
fn heading_prefix_len(line: &Line) -> Option<usize> {
    let content = line.content();
    let level = content.len() - content.trim_start_matches('#').len();
    let gap = leading_blanks(&content[level..]);
    let is_valid = (1..=6).contains(&level) && (gap > 0 || content.len() == level);
    is_valid.then_some(level + gap)
}

fn outermost_quote_end(line: &Line) -> usize {
    let marker_end = line.text.find('>').map_or(0, |start| start + 1);
    marker_end + usize::from(line.text[marker_end..].starts_with(' '))
}
