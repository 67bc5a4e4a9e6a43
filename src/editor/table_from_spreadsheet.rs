//! Tab-separated values, as spreadsheets copy them.

use super::{escape::escape_line, write_table::format_table};

/// Converts a range copied from a spreadsheet (tabs between cells, a line per row, quotes around
/// cells that contain either) to a table. Returns `None` for any other text: a range has at
/// least two rows and two columns, and all rows have the same number of cells.
#[must_use]
pub fn table_from_tsv(text: &str) -> Option<String> {
    let rows = parse_rows(text.strip_suffix('\n').unwrap_or(text));
    let columns = rows.first()?.len();
    let is_table = rows.len() > 1 && columns > 1 && rows.iter().all(|row| row.len() == columns);
    // Code is indented with tabs as well.
    if !is_table || rows.iter().all(|row| row[0].trim().is_empty()) {
        return None;
    }
    let cells = rows
        .iter()
        .map(|row| row.iter().map(|cell| cell_to_markdown(cell)).collect());
    Some(format_table(&cells.collect::<Vec<_>>()))
}

fn cell_to_markdown(cell: &str) -> String {
    // No-break spaces stay, as in `10 000 €`.
    let words: Vec<&str> = cell.split_ascii_whitespace().collect();
    escape_line(&words.join(" "))
}

/// Returns the cells by row. A quoted cell may contain anything, with quotes in it doubled.
fn parse_rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut rest = text;
    loop {
        let (cell, after) = parse_cell(rest);
        if let Some(row) = rows.last_mut() {
            row.push(cell);
        }
        let mut chars = after.chars();
        match chars.next() {
            None => return rows,
            Some('\n') => rows.push(Vec::new()),
            Some(_) => {}
        }
        rest = chars.as_str();
    }
}

/// Returns the first cell of the text, and the rest of it.
fn parse_cell(text: &str) -> (String, &str) {
    if let Some(quoted) = text.strip_prefix('"').and_then(parse_quoted_cell) {
        return quoted;
    }
    let end = text.find(['\t', '\n']).unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

/// Parses a cell after its opening quote. Returns `None` if the closing quote is not at the end of
/// a cell.
fn parse_quoted_cell(text: &str) -> Option<(String, &str)> {
    let mut quote = 0;
    loop {
        quote += text[quote..].find('"')?;
        let after = &text[quote + 1..];
        if !after.starts_with('"') {
            let after = after.strip_prefix('\r').unwrap_or(after);
            let is_end = after.is_empty() || after.starts_with(['\t', '\n']);
            return is_end.then(|| (text[..quote].replace("\"\"", "\""), after));
        }
        quote += 2;
    }
}
