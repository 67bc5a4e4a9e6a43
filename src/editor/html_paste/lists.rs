//! Converts HTML lists to Markdown.

use super::html_node::HtmlNode;
use crate::editor::line::Line;

/// Converts a list and its items. `convert_blocks` converts the blocks within an item.
pub(super) fn list_to_markdown(
    list: &HtmlNode,
    convert_blocks: fn(&[HtmlNode]) -> Vec<String>,
) -> String {
    let start = list.attribute("start").and_then(|start| start.parse().ok());
    let start: u32 = start.unwrap_or(1);
    let is_numbered = list.name() == "ol";
    let items = list.children().iter().filter(|node| !is_blank_text(node));
    let items = items.enumerate().map(|(index, item)| {
        let number = start.saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
        let marker = if is_numbered {
            format!("{number}. ")
        } else {
            "- ".to_owned()
        };
        let blocks = convert_blocks(item_content(item));
        let content = format!("{}{}", checkbox_marker(item), join_blocks(&blocks));
        indent_item(&content, &marker)
    });
    items.collect::<Vec<_>>().join("\n")
}

fn is_blank_text(node: &HtmlNode) -> bool {
    matches!(node, HtmlNode::Text(text) if text.trim().is_empty())
}

/// Returns the nodes of an item. Any node other than an `li` counts as a whole item.
fn item_content(item: &HtmlNode) -> &[HtmlNode] {
    match item.name().as_str() {
        "li" => item.children(),
        _ => std::slice::from_ref(item),
    }
}

/// Adds the marker to the first line and indents the others.
fn indent_item(content: &str, marker: &str) -> String {
    let indent = " ".repeat(marker.len());
    let lines = content.lines().enumerate();
    let lines = lines.map(|(index, line)| match index {
        0 => format!("{marker}{line}"),
        _ if line.is_empty() => String::new(),
        _ => format!("{indent}{line}"),
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return marker.trim_end().to_owned();
    }
    lines.join("\n")
}

/// Joins blocks with a blank line, except before a nested list.
fn join_blocks(blocks: &[String]) -> String {
    let mut joined = String::new();
    for block in blocks {
        let is_list = Line::parse(0, block).item.is_some();
        let separator = if is_list { "\n" } else { "\n\n" };
        joined.push_str(if joined.is_empty() { "" } else { separator });
        joined.push_str(block);
    }
    joined
}

/// Returns the checkbox marker of a task list item, or an empty string without a checkbox.
fn checkbox_marker(item: &HtmlNode) -> &'static str {
    let children = item.children().iter();
    let descendants = children
        .clone()
        .chain(children.flat_map(HtmlNode::children));
    let is_checkbox =
        |node: &&HtmlNode| node.name() == "input" && node.attribute("type") == Some("checkbox");
    let mut checkboxes = descendants.filter(is_checkbox);
    match checkboxes.next() {
        None => "",
        Some(checkbox) if checkbox.attribute("checked").is_some() => "[x] ",
        Some(_) => "[ ] ",
    }
}
