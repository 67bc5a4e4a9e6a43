//! Comparison of HTML with the plain text of the same clipboard.

use super::{
    preformatted::{has_columns, has_structure, is_indented, lines_with_text},
    styled_node::Node,
};

/// Returns `true` if the plain text of a clipboard has lines or columns that the HTML does not
/// show, for example because a stylesheet that is not part of the HTML kept them.
pub(super) fn shows_less_than(nodes: &[Node], plain_text: &str) -> bool {
    if lines_with_text(plain_text) > shown_lines(nodes) {
        return true;
    }
    let has_indents = nodes.iter().any(has_structure);
    let in_columns = |text: &str| {
        let lines = text.lines();
        lines
            .filter(|line| has_columns(line) || (!has_indents && is_indented(line)))
            .count()
    };
    let plain = in_columns(plain_text);
    plain > 1 && plain > 2 * in_columns(&shown_text(nodes, '\t'))
}

/// Returns the number of lines of HTML that are not blank. Each cell of a table counts.
pub(super) fn shown_lines(nodes: &[Node]) -> usize {
    lines_with_text(&shown_text(nodes, '\n'))
}

fn shown_text(nodes: &[Node], cell: char) -> String {
    let mut text = String::new();
    nodes
        .iter()
        .for_each(|node| node.add_shown_text(&mut text, cell));
    text
}
