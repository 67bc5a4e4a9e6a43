//! Blocks of several lines that cannot be split.

use std::ops::Range;

use super::{line::Line, parsed_text::ParsedText, selection::Selection};
use crate::markdown::outline::{Container, Leaf, LeafKind};

/// The white space that Markdown ignores at the end of a block.
const WHITE_SPACE: [char; 3] = ['\n', ' ', '\t'];

/// Returns the selected lines, and all lines of the blocks whose meaning would change without one of
/// their lines: a setext heading, code, a table, raw HTML.
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
        let end = leaf.source.start + len_without_blank_lines(source, quote_depth(leaf));
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

fn quote_depth(leaf: &Leaf) -> usize {
    let containers = leaf.containers.iter();
    containers
        .filter(|container| matches!(container, Container::Quote(_)))
        .count()
}

/// Returns the length of a block without the blank lines at its end, which code without a closing
/// fence includes. In a quote, they have markers; any further `>` is a part of the code.
fn len_without_blank_lines(source: &str, quote_depth: usize) -> usize {
    let mut end = source.trim_end_matches(WHITE_SPACE).len();
    loop {
        let line_start = source[..end].rfind('\n').map_or(0, |offset| offset + 1);
        let line = &source[line_start..end];
        let is_blank = line.trim_matches(['>', ' ', '\t']).is_empty();
        if line_start == 0 || !is_blank || line.matches('>').count() > quote_depth {
            return end;
        }
        end = source[..line_start].trim_end_matches(WHITE_SPACE).len();
    }
}
