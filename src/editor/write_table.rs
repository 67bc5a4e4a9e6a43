//! Writes Markdown tables.

/// Returns a Markdown table of cells that are already Markdown. The first row is the head.
pub(super) fn format_table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines: Vec<String> = rows.iter().map(|row| format_row(row)).collect();
    if let Some((head, cells)) = lines.first_mut().zip(rows.first()) {
        head.push_str(&"  |".repeat(columns - cells.len()));
        lines.insert(1, format!("|{}", " --- |".repeat(columns)));
    }
    lines.join("\n")
}

fn format_row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}
