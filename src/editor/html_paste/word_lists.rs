//! Lists of Word, which are paragraphs with a style: `mso-list:l0 level2 lfo1`. Their markers are
//! text in a span with `mso-list:Ignore`.

use super::{css::Css, html_node::HtmlNode, html_semantics::is_block};

/// A list paragraph, or an item of a list that is not nested.
pub(super) struct Item {
    pub(super) level: usize,
    /// The number of the marker, unless it is a bullet.
    pub(super) number: Option<u32>,
    /// The attributes of the item's element.
    pub(super) attributes: Vec<(String, String)>,
    pub(super) content: Vec<HtmlNode>,
}

/// Returns `true` if nodes contain a list of Word.
pub(super) fn has_word_list(nodes: &[HtmlNode]) -> bool {
    let is_list = |node: &HtmlNode| mso_list(node).is_some() || has_word_list(node.children());
    nodes.iter().any(is_list)
}

/// Converts the list paragraphs among nodes to lists.
pub(super) fn nest_word_lists(nodes: Vec<HtmlNode>) -> Vec<HtmlNode> {
    let mut nested = Vec::new();
    let mut items: Vec<Item> = Vec::new();
    for mut node in nodes {
        if let Some(item) = list_item(&mut node) {
            items.push(item);
            continue;
        }
        match items.last_mut() {
            Some(_) if node.is_blank_text() => continue,
            Some(item) if is_list_paragraph(&node) => item.content.push(node),
            _ => {
                nested.extend(lists_of(std::mem::take(&mut items)));
                if let HtmlNode::Element { children, .. } = &mut node {
                    *children = nest_word_lists(std::mem::take(children));
                }
                nested.push(node);
            }
        }
    }
    nested.extend(lists_of(items));
    nested
}

/// Returns the item of a list paragraph, without its marker.
fn list_item(node: &mut HtmlNode) -> Option<Item> {
    if !matches!(node.name(), "p" | "div") || node.children().iter().any(has_block) {
        return None;
    }
    let style = mso_list(node);
    let level = style.as_deref().and_then(level_of);
    let marker = take_marker(node);
    if marker.is_none() && level.is_none() {
        return None;
    }
    Some(Item {
        level: level.unwrap_or(1),
        number: marker.and_then(|marker| number_of(&marker)),
        attributes: Vec::new(),
        content: vec![std::mem::replace(node, HtmlNode::Text(String::new()))],
    })
}

/// Returns `true` for a further paragraph of an item.
fn is_list_paragraph(node: &HtmlNode) -> bool {
    let class = node.attribute("class").unwrap_or_default();
    node.name() == "p" && class.starts_with("MsoListParagraph")
}

fn has_block(node: &HtmlNode) -> bool {
    is_block(node.name()) || node.children().iter().any(has_block)
}

fn mso_list(node: &HtmlNode) -> Option<String> {
    let style = node
        .attribute("style")
        .filter(|style| style.contains("mso-list"))?;
    let css = Css::new(style);
    css.get("mso-list").map(str::to_owned)
}

/// Returns the level in `l0 level2 lfo1`. Word has nine.
fn level_of(style: &str) -> Option<usize> {
    let level = style
        .split(' ')
        .find_map(|part| part.strip_prefix("level"))?;
    level.parse().ok().map(|level: usize| level.clamp(1, 9))
}

/// Removes the first marker in a node, and returns its text.
fn take_marker(node: &mut HtmlNode) -> Option<String> {
    let HtmlNode::Element { children, .. } = node else {
        return None;
    };
    let is_marker = |node: &HtmlNode| mso_list(node).as_deref() == Some("ignore");
    match children.iter().position(is_marker) {
        Some(index) => Some(text_of(&children.remove(index))),
        None => children.iter_mut().find_map(take_marker),
    }
}

fn text_of(node: &HtmlNode) -> String {
    match node {
        HtmlNode::Text(text) => text.clone(),
        HtmlNode::Element { children, .. } => children.iter().map(text_of).collect(),
    }
}

/// Returns the number of a marker such as `3.`, `2.1.`, `(4)`, `b)` or `iv.`. Letters and Roman
/// numerals count from 1. `None` for a bullet, which may be a letter of a symbol font.
fn number_of(marker: &str) -> Option<u32> {
    let marker = marker.trim().trim_start_matches('(');
    let number = marker.trim_end_matches(['.', ')', ':']);
    let last = number.rsplit('.').next().unwrap_or_default();
    let is_number = !last.is_empty() && last.len() <= 9 && last.bytes().all(|b| b.is_ascii_digit());
    let is_letters = number.len() < marker.len()
        && (1..=6).contains(&last.len())
        && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_number {
        last.parse().ok()
    } else {
        is_letters.then_some(1)
    }
}

/// Nests items by their levels.
pub(super) fn lists_of(items: Vec<Item>) -> Vec<HtmlNode> {
    let Some(base) = items.iter().map(|item| item.level).min() else {
        return Vec::new();
    };
    let mut lists: Vec<HtmlNode> = Vec::new();
    let mut items = items.into_iter().peekable();
    while let Some(item) = items.next() {
        let number = item.number;
        let mut inner = Vec::new();
        let mut first = None;
        if item.level > base {
            // Deeper than the items after it: a separate list.
            inner.push(item);
        } else {
            first = Some((item.attributes, item.content));
        }
        while let Some(next) = items.next_if(|next| next.level > base) {
            inner.push(next);
        }
        let nested = lists_of(inner);
        let Some((attributes, mut content)) = first else {
            lists.extend(nested);
            continue;
        };
        content.extend(nested);
        let item_node = HtmlNode::Element {
            name: "li".to_owned(),
            attributes,
            children: content,
        };
        let name = if number.is_some() { "ol" } else { "ul" };
        match lists.last_mut() {
            Some(HtmlNode::Element {
                name: last,
                children,
                ..
            }) if last == name => {
                children.push(item_node);
            }
            _ => {
                let start = number.map(|number| ("start".to_owned(), number.to_string()));
                lists.push(HtmlNode::Element {
                    name: name.to_owned(),
                    attributes: start.into_iter().collect(),
                    children: vec![item_node],
                });
            }
        }
    }
    lists
}
