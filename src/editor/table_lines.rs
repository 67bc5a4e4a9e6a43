//! The lines of a table, and their cells.

use super::{line::Line, line_context::markers_end, parsed_text::ParsedText, selection::Selection};
use crate::markdown::outline::{Container, LeafKind};

/// Returns the lines of the [table](https://github.github.com/gfm/#tables-extension-) that contains
/// the whole selection, head first.
pub(super) fn table_around<'a>(
    selection: &Selection<'a>,
    parsed: &ParsedText,
) -> Option<Vec<Line<'a>>> {
    let (text, range) = (selection.text(), selection.range());
    let line = Line::containing(text, range.start);
    let is_not_blank = |line: &Line| !line.is_blank();
    let mut lines: Vec<Line> = line.preceding(text).take_while(is_not_blank).collect();
    lines.reverse();
    lines.push(line);
    lines.extend(line.following(text).take_while(is_not_blank));
    let delimiter_row = lines
        .iter()
        .position(|line| is_delimiter_row(content(line)))?;
    let mut table = lines.split_off(delimiter_row.checked_sub(1)?);
    // Only a part of a long table is parsed.
    if parsed.range.start <= table[0].start {
        let rows = table[2..]
            .iter()
            .take_while(|line| line.start >= parsed.range.end || is_row(line, &table[0], parsed));
        let length = 2 + rows.count();
        table.truncate(length);
        is_row(&table[0], &table[0], parsed).then_some(())?;
    }
    let is_inside = table[0].start <= range.start && range.end <= table.last()?.end();
    is_inside.then_some(table)
}

/// Returns `true` if a line is parsed as a row of the table that starts on another line.
fn is_row(line: &Line, head: &Line, parsed: &ParsedText) -> bool {
    // In the order of the text. A search from the first leaf for each row of a table would be quadratic.
    let leaves = &parsed.outline.leaves;
    let first = leaves.partition_point(|leaf| leaf.source.start < line.start);
    let in_line = leaves[first..].iter();
    let mut in_line = in_line.take_while(|leaf| leaf.source.start <= line.end());
    in_line.any(|leaf| {
        let is_in_table = matches!(
            leaf.containers.last(),
            Some(Container::Table(start)) if (head.start..=head.end()).contains(start)
        );
        leaf.kind == LeafKind::Cell && is_in_table
    })
}

/// Returns the content of a line after all markers.
pub(super) fn content<'a>(line: &Line<'a>) -> &'a str {
    &line.text[markers_end(line.text)..]
}

/// Returns `true` for the line between a table's head and its rows.
pub(super) fn is_delimiter_row(line: &str) -> bool {
    let is_delimiter = |cell: &String| {
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    line.contains('|') && split_cells(line).iter().all(is_delimiter)
}

/// Splits a table row into its cells. `\|` is a `|` within a cell.
pub(super) fn split_cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut chars = row.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, cells.last_mut()) {
            ('\\', Some(cell)) if chars.next_if_eq(&'|').is_some() => cell.push('|'),
            ('|', _) if chars.peek().is_none() => {}
            ('|', _) => cells.push(String::new()),
            (_, Some(cell)) => cell.push(c),
            (_, None) => {}
        }
    }
    let is_blank = |c: char| c.is_ascii_whitespace();
    cells
        .iter()
        .map(|cell| cell.trim_matches(is_blank).to_owned())
        .collect()
}
