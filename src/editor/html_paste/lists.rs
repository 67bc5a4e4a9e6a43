//! Converts HTML lists to Markdown.

use super::{html_semantics::is_list, styled_node::Node};
use crate::editor::line::{Line, ListKind};

/// Converts blocks of HTML to blocks of Markdown.
type ConvertBlocks = fn(&[Node]) -> Vec<String>;

/// Converts a list. Nodes before its first item come first, as separate blocks.
pub(super) fn list_to_markdown(list: &Node, convert_blocks: ConvertBlocks) -> Vec<String> {
    if !list.children.iter().any(has_own_item) {
        return convert_blocks(&list.children);
    }
    let mut parts = Parts::default();
    parts.collect(&list.children);
    let mut blocks: Vec<String> = parts
        .before
        .iter()
        .flat_map(|node| convert_blocks(node))
        .collect();
    blocks.push(write_list(list, &parts.items, convert_blocks));
    blocks
}

/// Converts items without a list.
pub(super) fn items_to_markdown(items: &[&Node], convert_blocks: ConvertBlocks) -> String {
    let items: Vec<Item> = items.iter().map(|item| Item::new(item)).collect();
    let items = items
        .iter()
        .map(|item| item.to_markdown("- ", convert_blocks));
    items.collect::<Vec<_>>().join("\n")
}

/// Returns `true` if a node is or contains an item of the list around it, not of a list in between.
fn has_own_item(node: &Node) -> bool {
    node.name == "li" || (!is_list(node.name) && node.children.iter().any(has_own_item))
}

/// An item of a list.
struct Item<'a, 'b> {
    item: &'b Node<'a>,
    /// The content, in parts. All parts but the first were found next to the item.
    content: Vec<&'b [Node<'a>]>,
}

impl<'a, 'b> Item<'a, 'b> {
    fn new(item: &'b Node<'a>) -> Self {
        let content = vec![item.children.as_slice()];
        Self { item, content }
    }

    fn to_markdown(&self, marker: &str, convert_blocks: ConvertBlocks) -> String {
        let blocks = self.content.iter().flat_map(|nodes| convert_blocks(nodes));
        let mut blocks: Vec<String> = blocks.collect();
        separate_lists(&mut blocks);
        let content = format!("{}{}", checkbox_marker(self.item), join_blocks(&blocks));
        indent_item(&content, marker)
    }
}

/// The parts of a list.
#[derive(Default)]
struct Parts<'a, 'b> {
    before: Vec<&'b [Node<'a>]>,
    items: Vec<Item<'a, 'b>>,
}

impl<'a, 'b> Parts<'a, 'b> {
    /// Adds the items among nodes. Everything else is shown as part of the item before it: Google
    /// Docs and many others write a nested list next to its item, which HTML does not allow. The
    /// items of a list that comes first are items of this list.
    fn collect(&mut self, nodes: &'b [Node<'a>]) {
        for node in nodes {
            let is_first_list = is_list(node.name) && self.items.is_empty();
            match self.items.last_mut() {
                _ if node.name == "li" => self.items.push(Item::new(node)),
                _ if is_first_list || has_own_item(node) => self.collect(&node.children),
                _ if node.html.is_blank_text() => {}
                Some(item) => item.content.push(std::slice::from_ref(node)),
                None => self.before.push(std::slice::from_ref(node)),
            }
        }
    }
}

fn write_list(list: &Node, items: &[Item], convert_blocks: ConvertBlocks) -> String {
    let number = |node: &Node, name| {
        node.html
            .attribute(name)
            .and_then(|n| n.trim().parse().ok())
    };
    let mut next: u32 = number(list, "start").unwrap_or(1);
    let mut written = Vec::new();
    for item in items {
        next = number(item.item, "value").unwrap_or(next);
        let marker = match list.name {
            "ol" => format!("{next}. "),
            _ => "- ".to_owned(),
        };
        written.push(item.to_markdown(&marker, convert_blocks));
        // CommonMark allows nine digits.
        next = (next + 1).min(999_999_999);
    }
    written.join("\n")
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

/// Joins blocks with a blank line, except before a nested list that can interrupt a paragraph.
fn join_blocks(blocks: &[String]) -> String {
    let mut joined = String::new();
    for block in blocks {
        let separator = if can_interrupt(block) { "\n" } else { "\n\n" };
        joined.push_str(if joined.is_empty() { "" } else { separator });
        joined.push_str(block);
    }
    joined
}

/// Returns `true` for a list that [can interrupt a paragraph][1]: its first item has content and no
/// number but 1.
///
/// [1]: https://spec.commonmark.org/0.31.2/#list-items
fn can_interrupt(block: &str) -> bool {
    let line = first_line(block);
    let is_first = |kind| !matches!(kind, ListKind::Numbered(number) if number != 1);
    line.item.is_some_and(is_first) && !line.content().is_empty()
}

fn first_line(block: &str) -> Line<'_> {
    Line::parse(0, block.lines().next().unwrap_or_default())
}

/// Keeps lists apart that follow each other: Markdown joins lists with the same markers, and
/// continues the numbers of the first one. Each other list gets other markers.
pub(super) fn separate_lists(blocks: &mut [String]) {
    for index in 1..blocks.len() {
        let (before, after) = blocks.split_at_mut(index);
        let marker = top_level_marker(&before[index - 1]);
        if marker.is_some() && marker == top_level_marker(&after[0]) {
            after[0] = with_other_markers(&after[0]);
        }
    }
}

/// Returns the character of a list's markers that separates it from other lists. `None` for other
/// blocks.
fn top_level_marker(block: &str) -> Option<char> {
    let line = first_line(block);
    let is_item = line.item.is_some() && line.indent_end == 0;
    let mut chars = block.chars().filter(|_| is_item);
    chars.find(|c| !c.is_ascii_digit())
}

/// Replaces the markers at the start of the lines: `-` with `*`, and `1.` with `1)`. All other lines of
/// a list are indented.
fn with_other_markers(list: &str) -> String {
    let lines = list.lines().map(|line| {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = line.split_at(digits);
        let marker = match rest.chars().next() {
            Some('-') => "*",
            Some('.') => ")",
            _ => return line.to_owned(),
        };
        [number, marker, &rest[1..]].concat()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the checkbox marker of a task list item, or an empty string without a checkbox.
fn checkbox_marker(item: &Node) -> &'static str {
    let children = item.children.iter();
    let descendants = children
        .clone()
        .chain(children.flat_map(|child| &child.children));
    let mut nodes = std::iter::once(item).chain(descendants);
    match nodes.find_map(is_checked) {
        None => "",
        Some(true) => "[x] ",
        Some(false) => "[ ] ",
    }
}

/// Returns `true` for a checkbox that is checked, `None` for any other node. Google Docs has
/// checkboxes without an `input`.
fn is_checked(node: &Node) -> Option<bool> {
    if node.name == "input" && node.html.attribute("type") == Some("checkbox") {
        return Some(node.html.attribute("checked").is_some());
    }
    let is_checked = node.html.attribute("aria-checked")?;
    Some(is_checked == "true")
}
