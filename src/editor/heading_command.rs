//! The heading command: toggles the prefix of a heading on each line.

use super::{
    change::Change,
    line::{Line, leading_white_space},
    line_command::{LineCommand, SelectedLines},
    line_context::{LineContext, continuation},
    selection::Selection,
};
use crate::markdown::outline::LeafKind;

const HEADING_PREFIX: &str = "## ";

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
                // A line that continues text may be indented four columns, where `##` is text, or
                // at the margin below a list item, where a heading would end the item.
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

/// Returns the length of a heading's `#` characters and the white space after them, in bytes.
pub(super) fn heading_prefix_len(line: &Line) -> Option<usize> {
    let content = line.content();
    let level = content.len() - content.trim_start_matches('#').len();
    let gap = leading_white_space(&content[level..]);
    let is_valid = (1..=6).contains(&level) && (gap > 0 || content.len() == level);
    is_valid.then_some(level + gap)
}
