//! Lists of rich text.

use super::{Pasted, blocks};
use crate::editor::line::Line;

/// A list with its items.
pub(super) fn of(list: &Pasted) -> String {
    let start = list.attribute("start").and_then(|start| start.parse().ok());
    let start: u32 = start.unwrap_or(1);
    let numbered = list.name() == "ol";
    let items = list.children().iter().filter(|node| !is_blank(node));
    let items = items.enumerate().map(|(at, node)| {
        let number = start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        let mark = if numbered {
            format!("{number}. ")
        } else {
            "- ".to_owned()
        };
        item(node, &mark)
    });
    items.collect::<Vec<_>>().join("\n")
}

fn is_blank(node: &Pasted) -> bool {
    matches!(node, Pasted::Text(text) if text.trim().is_empty())
}

/// An item: whatever stands in a list is one.
fn item(node: &Pasted, mark: &str) -> String {
    let blocks = match node.name().as_str() {
        "li" => blocks::of(node.children()),
        _ => blocks::of(std::slice::from_ref(node)),
    };
    let text = format!("{}{}", task(node), joined(&blocks));
    let indent = " ".repeat(mark.len());
    let lines = text.lines().enumerate().map(|(at, line)| match at {
        0 => format!("{mark}{line}"),
        _ if line.is_empty() => String::new(),
        _ => format!("{indent}{line}"),
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return mark.trim_end().to_owned();
    }
    lines.join("\n")
}

/// Blocks with a blank line between them, but before a list within the list.
fn joined(blocks: &[String]) -> String {
    let mut text = String::new();
    for block in blocks {
        let is_list = Line::parse(0, block).item.is_some();
        let between = if is_list { "\n" } else { "\n\n" };
        text.push_str(if text.is_empty() { "" } else { between });
        text.push_str(block);
    }
    text
}

/// The mark of a task, if the item has a box.
fn task(node: &Pasted) -> &'static str {
    let near = node
        .children()
        .iter()
        .chain(node.children().iter().flat_map(Pasted::children));
    let is_box =
        |node: &&Pasted| node.name() == "input" && node.attribute("type") == Some("checkbox");
    let mut boxes = near.filter(is_box);
    match boxes.next() {
        None => "",
        Some(node) if node.attribute("checked").is_some() => "[x] ",
        Some(_) => "[ ] ",
    }
}
