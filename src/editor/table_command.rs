//! The table command: inserts a table, or turns one into tab-separated lines.

use super::{
    change::Change, code_fence, line::Line, paste_markdown::paste_markdown, selection::Selection,
};

/// An empty table of two columns and two rows. The columns have a spreadsheet's names, which need
/// no translation.
const EMPTY_TABLE: &str = "| A | B |\n| --- | --- |\n|  |  |\n|  |  |";

/// Turns the table around the selection into lines of tab-separated cells, which a spreadsheet
/// accepts. Without a table there, inserts an empty one after the selected lines and selects its
/// first head cell.
pub(super) fn toggle(selection: &Selection) -> Change {
    match table_around(selection) {
        Some(lines) => to_tab_separated(&lines),
        None => insert_table(selection),
    }
}

/// Returns the lines of the [table](https://github.github.com/gfm/#tables-extension-) that contains
/// the whole selection, head first.
pub(super) fn table_around<'a>(selection: &Selection<'a>) -> Option<Vec<Line<'a>>> {
    let (text, range) = (selection.text(), selection.range());
    let line = Line::containing(text, range.start);
    let is_not_blank = |line: &Line| !line.is_blank();
    let mut lines: Vec<Line> = line.preceding(text).take_while(is_not_blank).collect();
    lines.reverse();
    lines.push(line);
    lines.extend(line.following(text).take_while(is_not_blank));
    let delimiter_row = lines
        .iter()
        .position(|line| is_delimiter_row(line.content()))?;
    let table = lines.split_off(delimiter_row.checked_sub(1)?);
    let [head, delimiters] = [table[0], table[1]].map(|line| split_cells(line.content()).len());
    let is_inside = table[0].start <= range.start && range.end <= table.last()?.end();
    (head == delimiters && is_inside && !code_fence::is_in_fenced_code(selection)).then_some(table)
}

fn to_tab_separated(table: &[Line]) -> Change {
    let rows = table.iter().enumerate().filter(|(row, _)| *row != 1);
    let lines: Vec<String> = rows
        .map(|(_, line)| split_cells(line.content()).join("\t"))
        .collect();
    let insert = lines.join("\n");
    let start = table.first().map_or(0, |head| head.start);
    Change {
        range: start..table.last().map_or(start, Line::end),
        selection: start..start + insert.len(),
        insert,
    }
}

fn insert_table(selection: &Selection) -> Change {
    let lines = Line::selected(selection);
    let end = lines.last().map_or(selection.range().end, Line::end);
    let mut change = paste_markdown(EMPTY_TABLE, &Selection::new(selection.text(), end..end));
    let table = change.insert.find("| A").unwrap_or_default();
    let first_cell = change.range.start + table + "| ".len();
    change.selection = first_cell..first_cell + 1;
    change
}

/// Returns `true` for the line between a table's head and its rows.
fn is_delimiter_row(line: &str) -> bool {
    let is_delimiter = |cell: &String| {
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    line.contains('|') && split_cells(line).iter().all(is_delimiter)
}

/// Splits a table row into its cells. `\|` is a `|` within a cell.
fn split_cells(row: &str) -> Vec<String> {
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
