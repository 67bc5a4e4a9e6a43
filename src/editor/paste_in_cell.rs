//! Pastes into a table cell, which is a single line without an unescaped `|`.

use super::{
    change::Change,
    escape::escape_line,
    line::Line,
    parsed_text::ParsedText,
    selection::Selection,
    table_lines::{content, is_delimiter_row, table_around},
};
use crate::markdown::outline::{LeafKind, Outline};

/// Returns a change that inserts Markdown into the cell at the selection. Blocks are joined to a line.
/// `None` outside of cells.
pub(super) fn paste_markdown_in_cell(markdown: &str, selection: &Selection) -> Option<Change> {
    is_in_cell(selection).then(|| {
        let line = match markdown.contains('\n') {
            true => to_line(markdown),
            false => markdown.to_owned(),
        };
        insert(&line, selection)
    })
}

/// Returns a change that inserts text into the cell at the selection. `None` outside of cells, for text
/// that fits into a cell as it is, and for rows of a table.
pub(super) fn paste_text_in_cell(text: &str, selection: &Selection) -> Option<Change> {
    let fits = !text.contains(['\n', '|']);
    if fits || text.trim_start().starts_with('|') || !is_in_cell(selection) {
        return None;
    }
    let words: Vec<&str> = text.split(['\n', '\t', ' ']).collect();
    let words = words.into_iter().filter(|word| !word.is_empty());
    Some(insert(&words.collect::<Vec<_>>().join(" "), selection))
}

/// Returns `true` if the selection is within a row of a table, not at its edges.
#[must_use]
pub fn is_in_cell(selection: &Selection) -> bool {
    let range = selection.range();
    let line = Line::containing(selection.text(), range.start);
    let row = content(&line);
    let start = line.end() - row.len();
    if range.start < start || range.end > line.end() || is_delimiter_row(row) {
        return false;
    }
    let (before, after) = (&row[..range.start - start], &row[range.end - start..]);
    !before.trim().is_empty()
        && !after.trim().is_empty()
        && table_around(selection, &ParsedText::around(selection)).is_some()
}

/// Joins the blocks of Markdown. Formats within a block are kept if it is a single line.
fn to_line(markdown: &str) -> String {
    let outline = Outline::parse(markdown, 0..markdown.len());
    let mut parts = Vec::new();
    for (index, leaf) in outline.leaves.iter().enumerate() {
        let source = markdown[leaf.source.clone()].trim();
        let is_inline = matches!(leaf.kind, LeafKind::Paragraph | LeafKind::Cell);
        if is_inline && !source.contains('\n') {
            parts.push(source.to_owned());
            continue;
        }
        let chars = outline.chars.iter().filter(|c| c.leaf == index);
        let text: String = chars.map(|c| c.c).collect();
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        parts.push(escape_line(&words.join(" ")));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

fn insert(line: &str, selection: &Selection) -> Change {
    let range = selection.range();
    let insert = escape_pipes(line);
    let caret = range.start + insert.len();
    Change {
        range,
        insert,
        selection: caret..caret,
    }
}

/// Adds a backslash before each `|` without one, also in code.
fn escape_pipes(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    let mut is_escaped = false;
    for c in line.chars() {
        if c == '|' && !is_escaped {
            escaped.push('\\');
        }
        is_escaped = c == '\\' && !is_escaped;
        escaped.push(c);
    }
    escaped
}
