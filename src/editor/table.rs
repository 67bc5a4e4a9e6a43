//! Tables.

use super::{Change, Selected, fence, line::Line, paste::paste_markdown, rich::escaped};

/// Two columns, named as spreadsheets name them in any language, and two rows.
const SKELETON: &str = "| A | B |\n| --- | --- |\n|  |  |\n|  |  |";

/// A range of a spreadsheet, as its program puts it into the clipboard (tabs between cells, lines
/// for rows, quotes around what holds either), as a table. `None` if the text is none: it needs
/// two rows, and two cells in each of as many columns.
#[must_use]
pub fn table_of_tsv(text: &str) -> Option<String> {
    let rows = rows(text.strip_suffix('\n').unwrap_or(text));
    let columns = rows.first()?.len();
    let is_table = rows.len() > 1 && columns > 1 && rows.iter().all(|row| row.len() == columns);
    // Lines of code are indented by tabs as well.
    if !is_table || rows.iter().all(|row| row[0].trim().is_empty()) {
        return None;
    }
    let cells = rows
        .iter()
        .map(|row| row.iter().map(|cell| escaped_cell(cell)).collect());
    Some(table(&cells.collect::<Vec<_>>()))
}

/// Makes the table that the selection lies in lines of cells with tabs between them, as a
/// spreadsheet takes them; or puts an empty table behind the selected lines and selects the first
/// cell of its head.
pub(super) fn apply(at: &Selected) -> Change {
    match around(at) {
        Some(rows) => taken_apart(&rows),
        None => put_behind(at),
    }
}

/// The lines of the [table](https://github.github.com/gfm/#tables-extension-) that the whole
/// selection lies in, from its head on.
pub(super) fn around<'a>(at: &Selected<'a>) -> Option<Vec<Line<'a>>> {
    let line = Line::at(at.text(), at.range().start);
    let written = |line: &Line| !line.is_blank();
    let mut lines: Vec<Line> = line.preceding(at.text()).take_while(written).collect();
    lines.reverse();
    lines.push(line);
    lines.extend(line.following(at.text()).take_while(written));
    let ruler = lines.iter().position(|line| is_ruler(line.rest()))?;
    let table = lines.split_off(ruler.checked_sub(1)?);
    let same = cells(table[0].rest()).len() == cells(table[1].rest()).len();
    let inside = table[0].start <= at.range().start && at.range().end <= table.last()?.end();
    (same && inside && !fence::is_inside(at)).then_some(table)
}

fn taken_apart(table: &[Line]) -> Change {
    let rows = table.iter().enumerate().filter(|(row, _)| *row != 1);
    let lines: Vec<String> = rows
        .map(|(_, line)| cells(line.rest()).join("\t"))
        .collect();
    let insert = lines.join("\n");
    let start = table.first().map_or(0, |head| head.start);
    Change {
        range: start..table.last().map_or(start, Line::end),
        selection: start..start + insert.len(),
        insert,
    }
}

fn put_behind(at: &Selected) -> Change {
    let last = Line::touched(at).last().map_or(at.range().end, Line::end);
    let mut change = paste_markdown(SKELETON, &Selected::new(at.text(), last..last));
    let first = change.selection.start - SKELETON.len() + "| ".len();
    change.selection = first..first + 1;
    change
}

/// Rows of cells that are Markdown already, the first one as the head.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
    if let Some((head, cells)) = lines.first_mut().zip(rows.first()) {
        head.push_str(&"  |".repeat(columns - cells.len()));
        lines.insert(1, format!("|{}", " --- |".repeat(columns)));
    }
    lines.join("\n")
}

fn line(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn escaped_cell(cell: &str) -> String {
    let words: Vec<&str> = cell.split_whitespace().collect();
    escaped(&words.join(" "))
}

/// Whether it is the line between a table's head and its rows.
fn is_ruler(line: &str) -> bool {
    let dashes = |cell: &String| {
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    line.contains('|') && cells(line).iter().all(dashes)
}

/// The cells of a table's row; a `|` in a cell is written `\|`.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut rest = row.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, cells.last_mut()) {
            ('\\', Some(cell)) if rest.next_if_eq(&'|').is_some() => cell.push('|'),
            ('|', _) if rest.peek().is_none() => {}
            ('|', _) => cells.push(String::new()),
            (_, Some(cell)) => cell.push(c),
            (_, None) => {}
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Cells by rows; a cell in quotes holds anything, with its own quotes doubled.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut rest = text;
    loop {
        let (cell, after) = cell(rest);
        if let Some(row) = rows.last_mut() {
            row.push(cell);
        }
        let mut ends = after.chars();
        match ends.next() {
            None => return rows,
            Some('\n') => rows.push(Vec::new()),
            Some(_) => {}
        }
        rest = ends.as_str();
    }
}

/// The first cell of a text, and the text from its end on.
fn cell(text: &str) -> (String, &str) {
    if let Some(found) = text.strip_prefix('"').and_then(quoted) {
        return found;
    }
    let end = text.find(['\t', '\n']).unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

/// A cell whose opening quote is read; `None` if its closing one is not where a cell ends.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut at = 0;
    loop {
        at += text[at..].find('"')?;
        let after = &text[at + 1..];
        if !after.starts_with('"') {
            let after = after.strip_prefix('\r').unwrap_or(after);
            let ends = after.is_empty() || after.starts_with(['\t', '\n']);
            return ends.then(|| (text[..at].replace("\"\"", "\""), after));
        }
        at += 2;
    }
}
