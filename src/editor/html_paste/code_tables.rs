//! Code that is shown as a table: line numbers in one or two columns, and the code in the last one.

use super::{
    styled_char::{MONOSPACE, PRESERVES_SPACES},
    styled_node::Node,
};
use crate::editor::code_fence::fenced_code_block;

/// Parts of the class names of cells with line numbers: GitHub, GitLab, Rouge, Pygments, highlight.js.
const NUMBER_CLASSES: [&str; 6] = [
    "blob-num", "gutter", "line-num", "linenos", "lineno", "ln-num",
];

/// Converts a table of code to a code block. `None` for other tables. The numbers may be missing: many
/// pages generate them with CSS.
pub(super) fn code_table(table: &Node) -> Option<String> {
    let mut rows = Vec::new();
    collect_rows(table, &mut rows);
    let mut is_marked = false;
    let mut code = String::new();
    for row in &rows {
        let is_cell = |node: &&Node| matches!(node.name, "td" | "th");
        let cells: Vec<&Node> = row.children.iter().filter(is_cell).collect();
        let (line, numbers) = cells.split_last()?;
        let is_number = |node: &Node| {
            node.text
                .chars()
                .all(|c| c.is_ascii_digit() || c.is_whitespace())
        };
        if numbers.is_empty()
            || numbers
                .iter()
                .any(|cell| cell.has_text(&|node| !is_number(node)))
        {
            return None;
        }
        is_marked |= numbers.iter().any(|cell| is_line_number(cell));
        code.push_str(line_of(line).trim_matches('\n'));
        code.push('\n');
    }
    let is_verbatim = |node: &Node| {
        let styles = MONOSPACE | PRESERVES_SPACES;
        node.styles & styles == styles
    };
    let has_only_code = || !table.has_text(&|node| !is_verbatim(node));
    let code = code.trim_matches('\n');
    let is_code = !code.trim().is_empty() && (is_marked || has_only_code());
    is_code.then(|| fenced_code_block(code, ""))
}

fn collect_rows<'a, 'b>(node: &'b Node<'a>, rows: &mut Vec<&'b Node<'a>>) {
    for child in &node.children {
        match child.name {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => collect_rows(child, rows),
            _ => {}
        }
    }
}

/// Returns `true` for a cell that is, or contains, a line number.
fn is_line_number(node: &Node) -> bool {
    let class = node.html.attribute("class").unwrap_or_default();
    node.html.attribute("data-line-number").is_some()
        || NUMBER_CLASSES.iter().any(|name| class.contains(name))
        || node.children.iter().any(is_line_number)
}

/// Returns the text of a cell. Spaces are code, also if they are kept by a stylesheet that is not part of
/// the HTML.
fn line_of(cell: &Node) -> String {
    let mut text = String::new();
    if cell.has_text(&|node| node.styles & PRESERVES_SPACES != 0) {
        for child in &cell.children {
            child.add_shown_text(&mut text, '\t');
        }
    } else {
        add_source_text(cell, &mut text);
    }
    text
}

fn add_source_text(node: &Node, text: &mut String) {
    text.push_str(if node.name == "br" { "\n" } else { node.text });
    for child in &node.children {
        add_source_text(child, text);
    }
}
