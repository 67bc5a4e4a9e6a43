//! Tables of rich text.

use super::{
    Pasted, blocks,
    inline::{self, Place},
};
use crate::editor::table::table;

/// How many columns a cell may take.
const WIDEST: usize = 20;

/// A table, with its caption before it. One that has a single column only is there for the
/// layout: what is in it is shown by itself.
pub(super) fn of(node: &Pasted) -> Vec<String> {
    let mut rows = Vec::new();
    let mut blocks = Vec::new();
    find(node, &mut rows, &mut blocks);
    let cells: Vec<Vec<String>> = rows.iter().map(|row| cells(row)).collect();
    if cells.iter().any(|row| row.len() > 1) {
        blocks.push(table(&cells));
    } else {
        blocks.extend(rows.iter().flat_map(|row| blocks::of(row.children())));
    }
    blocks
}

/// Finds the rows, and what else a table says.
fn find<'a>(node: &'a Pasted, rows: &mut Vec<&'a Pasted>, others: &mut Vec<String>) {
    for child in node.children() {
        match child.name().as_str() {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => find(child, rows, others),
            _ => others.extend(blocks::of(std::slice::from_ref(child))),
        }
    }
}

fn cells(row: &Pasted) -> Vec<String> {
    let cells = row
        .children()
        .iter()
        .filter(|node| matches!(node.name().as_str(), "td" | "th"));
    cells.flat_map(cell).collect()
}

/// A cell, and empty ones for the further columns that it takes.
fn cell(node: &Pasted) -> Vec<String> {
    let children: Vec<&Pasted> = node.children().iter().collect();
    let span = node.attribute("colspan").and_then(|span| span.parse().ok());
    let mut cells = vec![inline::of(&children, Place::Cell)];
    cells.resize(span.unwrap_or(1).clamp(1, WIDEST), String::new());
    cells
}
