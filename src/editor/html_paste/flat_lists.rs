//! Lists that are not nested: the level of each item is an attribute. Slack starts a list wherever the
//! level changes, Word for the web has a list for each item, and Quill has one list for all levels.

use super::{
    html_node::HtmlNode,
    html_semantics::is_list,
    word_lists::{Item, lists_of},
};

/// Maximum level. Quill has eight more than the first.
const MAX_LEVEL: usize = 9;

/// Returns `true` if nodes contain an item with a level.
pub(super) fn has_flat_list(nodes: &[HtmlNode]) -> bool {
    let has_level = |node: &HtmlNode| {
        (node.name() == "li" && level_of(node).is_some()) || has_flat_list(node.children())
    };
    nodes.iter().any(has_level)
}

/// Nests the items of flat lists among nodes. Lists that follow each other are one list.
pub(super) fn nest_flat_lists(nodes: Vec<HtmlNode>) -> Vec<HtmlNode> {
    let mut nested = Vec::new();
    let mut lists: Vec<HtmlNode> = Vec::new();
    for node in nodes {
        match flat_list(node) {
            Ok(list) => lists.push(list),
            Err(node) if node.is_blank_text() && !lists.is_empty() => {}
            Err(mut node) => {
                nested.extend(join(std::mem::take(&mut lists)));
                if let HtmlNode::Element { children, .. } = &mut node {
                    *children = nest_flat_lists(std::mem::take(children));
                }
                nested.push(node);
            }
        }
    }
    nested.extend(join(lists));
    nested
}

/// Returns a node that is a flat list, or the flat list that is its only content.
fn flat_list(mut node: HtmlNode) -> Result<HtmlNode, HtmlNode> {
    if is_flat_list(&node) {
        return Ok(node);
    }
    if let HtmlNode::Element { name, children, .. } = &mut node {
        let is_content = |child: &HtmlNode| !child.is_blank_text();
        let mut content = children.iter().enumerate().filter(|(_, c)| is_content(c));
        if let (Some((index, only)), None) = (content.next(), content.next())
            && name == "div"
            && is_flat_list(only)
        {
            return Ok(children.swap_remove(index));
        }
    }
    Err(node)
}

/// Returns `true` for a list whose items have levels and contain no list.
fn is_flat_list(node: &HtmlNode) -> bool {
    let mut items = node
        .children()
        .iter()
        .filter(|child| !child.is_blank_text());
    is_list(node.name())
        && node.children().iter().any(|item| level_of(item).is_some())
        && items.all(|item| item.name() == "li" && !item.children().iter().any(contains_list))
}

fn contains_list(node: &HtmlNode) -> bool {
    is_list(node.name()) || node.children().iter().any(contains_list)
}

/// Joins flat lists to nested ones. A single list with one level and one kind of items is kept.
fn join(lists: Vec<HtmlNode>) -> Vec<HtmlNode> {
    let items = lists.iter().flat_map(HtmlNode::children);
    let mut levels = items.clone().filter_map(level_of);
    let first = levels.next();
    let has_kinds = items
        .clone()
        .any(|item| item.attribute("data-list").is_some());
    let has_quill_items = items.clone().any(|item| quill_level(item).is_some());
    if lists.len() < 2 && !has_kinds && !has_quill_items && levels.all(|level| Some(level) == first)
    {
        return lists;
    }
    lists_of(lists.into_iter().flat_map(items_of).collect())
}

fn items_of(list: HtmlNode) -> Vec<Item> {
    let HtmlNode::Element {
        name,
        attributes,
        children,
    } = list
    else {
        return Vec::new();
    };
    let start = attributes.iter().find(|(name, _)| name == "start");
    let start = start.and_then(|(_, start)| start.trim().parse().ok());
    let mut items = Vec::new();
    for item in children {
        let level = level_of(&item).unwrap_or(1);
        let HtmlNode::Element {
            mut attributes,
            children,
            ..
        } = item
        else {
            continue;
        };
        let kind = attributes.iter().find(|(name, _)| name == "data-list");
        let kind = kind.map(|(_, kind)| kind.clone());
        let is_numbered = match kind.as_deref() {
            None => name == "ol",
            Some(kind) => kind == "ordered",
        };
        let is_checked = match kind.as_deref() {
            Some("checked") => Some("true"),
            Some("unchecked") => Some("false"),
            _ => None,
        };
        let checked = is_checked.map(|is| ("aria-checked".to_owned(), is.to_owned()));
        attributes.extend(checked);
        items.push(Item {
            level,
            number: is_numbered.then(|| start.unwrap_or(1)),
            attributes,
            content: children,
        });
    }
    items
}

/// Returns the level of an item, from 1. A Quill item on the first level has only `data-list`, or no
/// nothing.
fn level_of(item: &HtmlNode) -> Option<usize> {
    let number = |name| -> Option<usize> { item.attribute(name)?.trim().parse().ok() };
    let indent = number("data-stringify-indent").or_else(|| quill_level(item));
    let level = match indent {
        Some(indent) => Some(indent.saturating_add(1)),
        None => number("data-aria-level").or_else(|| number("aria-level")),
    };
    let kind = item.attribute("data-list").map(|_| 1);
    level.or(kind).map(|level| level.clamp(1, MAX_LEVEL))
}

/// Returns the indentation in a class such as `ql-indent-2`.
fn quill_level(item: &HtmlNode) -> Option<usize> {
    let class = item.attribute("class")?;
    let mut names = class.split_whitespace();
    let indent = names.find_map(|name| name.strip_prefix("ql-indent-"))?;
    indent.parse().ok()
}
