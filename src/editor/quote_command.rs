//! The quote command: toggles the marker of a quote on each line.

use super::{
    change::Change,
    line::Line,
    line_command::{LineCommand, SelectedLines},
    line_context::LineContext,
    parsed_text::ParsedText,
    selection::Selection,
    whole_blocks::lines_of_whole_blocks,
};
use std::ops::Range;

const QUOTE_PREFIX: &str = "> ";

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
