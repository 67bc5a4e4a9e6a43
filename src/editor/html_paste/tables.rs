//! Converts HTML tables to Markdown.

use super::{
    code_tables::code_table,
    html_semantics::is_block,
    inline::inline_to_line,
    limits::{MAX_COLSPAN, MAX_ROWSPAN_COLUMNS},
    styled_char::LineContext,
    styled_node::Node,
};
use crate::editor::write_table::format_table;

/// Converts blocks of HTML to blocks of Markdown.
type ConvertBlocks = fn(&[Node]) -> Vec<String>;

/// Converts a table and its caption, which comes first. A table with a single column is used for
/// layout: its content is converted without the table. A table of code is a code block.
pub(super) fn table_to_markdown(node: &Node, convert_blocks: ConvertBlocks) -> Vec<String> {
    if let Some(code) = code_table(node) {
        return vec![code];
    }
    let mut table = Table::default();
    table.collect(node, convert_blocks);
    let Table {
        mut blocks,
        rows,
        cells,
        ..
    } = table;
    if cells.iter().any(|row| row.len() > 1) {
        blocks.push(format_table(&cells));
    } else {
        blocks.extend(rows.iter().flat_map(|row| convert_blocks(&row.children)));
    }
    blocks
}

#[derive(Default)]
struct Table<'a, 'b> {
    rows: Vec<&'b Node<'a>>,
    /// The cells of each row, as Markdown.
    cells: Vec<Vec<String>>,
    /// For each column, the number of further rows that a cell above spans.
    spanned_rows: Vec<usize>,
    /// Everything else in the table.
    blocks: Vec<String>,
}

impl<'a, 'b> Table<'a, 'b> {
    fn collect(&mut self, node: &'b Node<'a>, convert_blocks: ConvertBlocks) {
        for child in &node.children {
            match child.name {
                "tr" => {
                    self.rows.push(child);
                    self.add_row(child);
                }
                "thead" | "tbody" | "tfoot" => {
                    self.collect(child, convert_blocks);
                    // Cells do not span beyond their group.
                    self.spanned_rows.clear();
                }
                _ if !is_block(child.name) && child.is_blank() => {}
                _ => self
                    .blocks
                    .extend(convert_blocks(std::slice::from_ref(child))),
            }
        }
    }

    /// Adds the cells of a row. Where a cell spans further columns, or one above spans further
    /// rows, there is an empty cell.
    fn add_row(&mut self, row: &Node) {
        let mut cells = Vec::new();
        for node in row
            .children
            .iter()
            .filter(|node| matches!(node.name, "td" | "th"))
        {
            while self.take_spanned(cells.len()) {
                cells.push(String::new());
            }
            let column = cells.len();
            let children: Vec<&Node> = node.children.iter().collect();
            cells.push(inline_to_line(&children, LineContext::TableCell));
            let columns = span(node, "colspan").clamp(1, MAX_COLSPAN);
            cells.resize(column + columns, String::new());
            let rows = match span(node, "rowspan") {
                // Zero is the rest of the group.
                0 => usize::MAX,
                rows => rows - 1,
            };
            let end = cells.len().min(MAX_ROWSPAN_COLUMNS);
            for column in column..cells.len() {
                // A cell may overlap one that spans rows.
                self.take_spanned(column);
            }
            if rows > 0 && column < end {
                let length = self.spanned_rows.len().max(end);
                self.spanned_rows.resize(length, 0);
                let spanned = self.spanned_rows[column..end].iter_mut();
                spanned.for_each(|spanned| *spanned = rows.max(*spanned));
            }
        }
        // Cells above also span this row in the columns after its own last cell.
        for column in cells.len()..self.spanned_rows.len() {
            self.take_spanned(column);
        }
        self.cells.push(cells);
    }

    /// Returns `true` if a cell above spans the current row in a column, and counts the row.
    fn take_spanned(&mut self, column: usize) -> bool {
        let rows = self.spanned_rows.get_mut(column).filter(|rows| **rows > 0);
        rows.map(|rows| *rows = rows.saturating_sub(1)).is_some()
    }
}

fn span(node: &Node, name: &str) -> usize {
    let span = node
        .html
        .attribute(name)
        .and_then(|span| span.trim().parse().ok());
    span.unwrap_or(1)
}
