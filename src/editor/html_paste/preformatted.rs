//! Text whose lines and columns matter.

use super::{
    html_semantics::{heading_level, is_list},
    styled_char::{CODE, MONOSPACE, NO_WRAP, PRESERVES_LINE_BREAKS, PRESERVES_SPACES},
    styled_node::Node,
};

/// Returns the text of nodes that are shown as in a `pre`: line breaks and spaces are kept, and
/// the text is unwrapped or monospace, or has columns (a single line: both). `None` otherwise.
pub(super) fn preformatted_text(nodes: &[&Node]) -> Option<String> {
    let has_text =
        |matches: &dyn Fn(&Node) -> bool| nodes.iter().any(|node| node.has_text(matches));
    let keeps = |node: &Node, styles| node.styles & styles == styles;
    if !has_text(&|node| keeps(node, PRESERVES_SPACES))
        || has_text(&|node| !keeps(node, PRESERVES_LINE_BREAKS | PRESERVES_SPACES))
        || nodes.iter().any(|node| has_structure(node))
    {
        return None;
    }
    let mut text = String::new();
    nodes
        .iter()
        .for_each(|node| node.add_shown_text(&mut text, '\t'));
    let is_verbatim = !has_text(&|node| node.styles & (NO_WRAP | MONOSPACE | CODE) == 0);
    let lines = lines_with_text(&text);
    let columns = text
        .lines()
        .filter(|line| has_columns(line) || is_indented(line))
        .count();
    let is_preformatted = match lines {
        0 => false,
        1 => is_verbatim && columns == 1,
        _ => is_verbatim || columns > 1,
    };
    is_preformatted.then_some(text)
}

/// Returns the number of lines that are not blank.
pub(super) fn lines_with_text(text: &str) -> usize {
    text.lines().filter(|line| !line.trim().is_empty()).count()
}

/// Returns `true` if a node contains a block that is more than lines of text.
pub(super) fn has_structure(node: &Node) -> bool {
    let is_structure = matches!(
        node.name,
        "blockquote" | "dl" | "hr" | "img" | "li" | "table"
    ) || is_list(node.name)
        || heading_level(node.name).is_some();
    is_structure || node.children.iter().any(has_structure)
}

/// Returns `true` if a line has a tab or several spaces between words. Two spaces at the end of a
/// sentence do not count.
pub(super) fn has_columns(line: &str) -> bool {
    let is_blank = |c: char| c == ' ' || c == '\u{a0}';
    let line = line.trim();
    let mut rest = line;
    while let Some(gap) = rest.find(is_blank) {
        let after = rest[gap..].trim_start_matches(is_blank);
        let width = rest[gap..rest.len() - after.len()].chars().count();
        if width > 2 || (width == 2 && !rest[..gap].ends_with(['.', '!', '?', ':'])) {
            return true;
        }
        rest = after;
    }
    line.contains('\t')
}

pub(super) fn is_indented(line: &str) -> bool {
    line.starts_with("  ") || line.starts_with('\t')
}
