//! Blocks of several lines that cannot be split.

use std::ops::Range;

use super::{line::Line, parsed_text::ParsedText, selection::Selection};
use crate::markdown::outline::{Container, Leaf, LeafKind};

/// Returns the selected lines, and all lines of the blocks whose meaning would change without
/// one of them: a heading with an underline, code, a table, raw HTML.
pub(super) fn lines_of_whole_blocks<'a>(
    selection: &Selection<'a>,
    parsed: &ParsedText,
) -> Vec<Line<'a>> {
    let text = selection.text();
    let lines = Line::selected(selection);
    let mut range = match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => first.start..last.end(),
        _ => return lines,
    };
    let selected = range.clone();
    for block in blocks(text, &parsed.outline.leaves) {
        let is_selected = block.start <= selected.end && selected.start <= block.end;
        // A block that is not parsed to its end is not extended.
        let is_whole = block.end < parsed.range.end || parsed.range.end == text.len();
        if is_selected && is_whole {
            range = range.start.min(block.start)..range.end.max(block.end);
        }
    }
    match range == selected {
        true => lines,
        false => Line::selected(&Selection::new(text, range)),
    }
}

/// Returns the ranges of the blocks that cannot be split, without the line break at their end.
fn blocks(text: &str, leaves: &[Leaf]) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut last_table = None;
    for leaf in leaves {
        let source = text.get(leaf.source.clone()).unwrap_or_default();
        let is_quoted = leaf
            .containers
            .iter()
            .any(|c| matches!(c, Container::Quote(_)));
        // Code without a closing fence includes the blank lines below it, with their quote markers and
        // white space.
        let is_blank = |c: char| "\n \t".contains(c) || is_quoted && c == '>';
        let end = leaf.source.start + source.trim_end_matches(is_blank).len();
        let table = leaf
            .containers
            .last()
            .filter(|_| leaf.kind == LeafKind::Cell);
        if table.is_some() && table == last_table {
            if let Some(block) = blocks.last_mut() {
                block.end = end;
            }
            continue;
        }
        last_table = table;
        let start = match table {
            Some(Container::Table(start)) => *start,
            _ => leaf.source.start,
        };
        let is_block = !matches!(leaf.kind, LeafKind::Paragraph | LeafKind::ThematicBreak);
        if is_block {
            blocks.push(start..end);
        }
    }
    blocks
}
