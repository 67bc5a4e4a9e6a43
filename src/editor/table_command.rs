//! The table command: inserts a table, or turns one into tab-separated lines.

use super::{
    change::Change,
    line::Line,
    line_context::markers_end,
    parsed_text::ParsedText,
    paste_markdown::paste_markdown,
    selection::Selection,
    table_lines::{content, split_cells, table_around},
    whole_blocks::lines_of_whole_blocks,
};

/// An empty table of two columns and two rows. The columns have a spreadsheet's names, which need
/// no translation.
const EMPTY_TABLE: &str = "| A | B |\n| --- | --- |\n|  |  |\n|  |  |";

/// Turns the table around the selection into lines of tab-separated cells, which a spreadsheet
/// accepts. Without a table there, inserts an empty one after the selected blocks and selects its
/// first head cell. Changes nothing where Markdown has no table.
pub(super) fn toggle(selection: &Selection) -> Change {
    let parsed = ParsedText::around(selection);
    match table_around(selection, &parsed) {
        Some(lines) => to_tab_separated(&lines),
        None => insert_table(selection, &parsed),
    }
}

fn to_tab_separated(table: &[Line]) -> Change {
    let rows = table.iter().enumerate().filter(|(row, _)| *row != 1);
    let mut lines: Vec<String> = Vec::new();
    let mut starts_paragraph = true;
    for (_, line) in rows {
        let markers = &line.text[..markers_end(line.text)];
        let cells = split_cells(content(line)).join("\t");
        let is_blank = cells.trim().is_empty();
        // At the start of a paragraph, a tab would start code.
        let first_cell = if starts_paragraph && !is_blank && cells.starts_with('\t') {
            "\u{a0}"
        } else {
            ""
        };
        starts_paragraph = is_blank;
        lines.push([markers, first_cell, &cells].concat());
    }
    let insert = lines.join("\n");
    let (start, markers) = table
        .first()
        .map_or((0, 0), |head| (head.start, markers_end(head.text)));
    Change {
        range: start..table.last().map_or(start, Line::end),
        selection: start + markers..start + insert.len(),
        insert,
    }
}

fn insert_table(selection: &Selection, parsed: &ParsedText) -> Change {
    let lines = lines_of_whole_blocks(selection, parsed);
    let end = lines.last().map_or(selection.range().end, Line::end);
    let mut change = paste_markdown(EMPTY_TABLE, &Selection::new(selection.text(), end..end));
    let table = change.insert.find("| A").unwrap_or_default();
    let first_cell = change.range.start + table + "| ".len();
    change.selection = first_cell..first_cell + 1;
    let text = change.apply_to(selection.text());
    let inserted = Selection::new(&text, change.selection.clone());
    match table_around(&inserted, &ParsedText::around(&inserted)) {
        Some(_) => change,
        None => Change::noop(selection),
    }
}
