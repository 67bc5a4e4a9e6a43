//! Converts HTML tables to Markdown.

use super::{html_node::HtmlNode, inline::inline_to_markdown, styled_char::LineContext};
use crate::editor::write_table::format_table;

/// Maximum number of columns that a cell may span.
const MAX_COLSPAN: usize = 20;

/// Converts blocks of HTML to blocks of Markdown.
type ConvertBlocks = fn(&[HtmlNode]) -> Vec<String>;

/// Converts a table and its caption, which comes first. A table with a single column is used for
/// layout: its content is converted without the table.
pub(super) fn table_to_markdown(node: &HtmlNode, convert_blocks: ConvertBlocks) -> Vec<String> {
    let mut rows = Vec::new();
    let mut blocks = Vec::new();
    collect_rows(node, convert_blocks, &mut rows, &mut blocks);
    let cells: Vec<Vec<String>> = rows.iter().map(|row| row_cells(row)).collect();
    if cells.iter().any(|row| row.len() > 1) {
        blocks.push(format_table(&cells));
    } else {
        blocks.extend(rows.iter().flat_map(|row| convert_blocks(row.children())));
    }
    blocks
}

/// Collects the rows of a table, and converts everything else in it.
fn collect_rows<'a>(
    node: &'a HtmlNode,
    convert_blocks: ConvertBlocks,
    rows: &mut Vec<&'a HtmlNode>,
    other_blocks: &mut Vec<String>,
) {
    for child in node.children() {
        match child.name().as_str() {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => collect_rows(child, convert_blocks, rows, other_blocks),
            _ => other_blocks.extend(convert_blocks(std::slice::from_ref(child))),
        }
    }
}

fn row_cells(row: &HtmlNode) -> Vec<String> {
    let cells = row
        .children()
        .iter()
        .filter(|node| matches!(node.name().as_str(), "td" | "th"));
    cells.flat_map(spanned_cells).collect()
}

/// Returns a cell, followed by an empty one for each further column that it spans.
fn spanned_cells(node: &HtmlNode) -> Vec<String> {
    let colspan = node.attribute("colspan").and_then(|span| span.parse().ok());
    let mut cells = vec![inline_to_markdown(node.children(), LineContext::TableCell)];
    cells.resize(colspan.unwrap_or(1).clamp(1, MAX_COLSPAN), String::new());
    cells
}
