//! The code block command: adds or removes fences.

use std::ops::Range;

use super::{
    change::Change,
    code_fence::{FencedBlock, block_around, fence_for, fenced_blocks},
    edits::Edits,
    line::Line,
    line_context::continuation_at,
    parsed_text::ParsedText,
    selection::Selection,
    whole_blocks::lines_of_whole_blocks,
};

/// Adds fences around the selected lines, within their list item or quote, or removes the enclosing
/// fences. A partly selected block that cannot be split is included as a whole.
pub(super) fn toggle(selection: &Selection) -> Change {
    let mut edits = Edits::default();
    match block_around(selection) {
        Some(block) => remove_fences(&block, selection.text(), &mut edits),
        None => add_fences(selection, &mut edits),
    }
    edits.into_change(selection)
}

/// Returns the range of the selected lines, extended to the boundaries of the blocks that they
/// intersect.
fn whole_lines(selection: &Selection) -> Range<usize> {
    let lines = lines_of_whole_blocks(selection, &ParsedText::around(selection));
    let start = lines.first().map_or(0, |line| line.start);
    let mut range = start..lines.last().map_or(start, Line::end);
    for block in fenced_blocks(selection.text()) {
        if block.whole.start <= range.end && block.whole.end >= range.start {
            let block_start = Line::containing(selection.text(), block.whole.start).start;
            range = range.start.min(block_start)..range.end.max(block.whole.end);
        }
    }
    range
}

fn add_fences(selection: &Selection, edits: &mut Edits) {
    let range = whole_lines(selection);
    let lines = &selection.text()[range.clone()];
    // The start of an item is a part of the code.
    let prefix = continuation_at(selection);
    let is_within = |line: &str| line.starts_with(&prefix) || line == prefix.trim_end();
    let is_inside = lines.starts_with(&prefix) && lines.split('\n').all(is_within);
    let prefix = if is_inside { &prefix } else { "" };
    let fence = fence_for(lines);
    edits.insert_before_caret(range.start, format!("{prefix}{fence}\n"));
    edits.insert_after_caret(range.end, format!("\n{prefix}{fence}"));
}

fn remove_fences(block: &FencedBlock, text: &str, edits: &mut Edits) {
    let (whole, content) = (block.whole.clone(), block.content.clone());
    if text[whole.start..content.start].ends_with('\n') {
        edits.delete(whole.start..content.start);
        edits.delete(content.end..whole.end);
    } else {
        edits.delete(whole);
    }
}
