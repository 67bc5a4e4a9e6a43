//! The tree of pasted HTML.

use super::limits::{MAX_HTML_DEPTH, MAX_HTML_NODES};

/// The attributes that the conversion uses.
pub(super) const ATTRIBUTES: [&str; 20] = [
    "alt",
    "aria-checked",
    "aria-hidden",
    "aria-level",
    "aria-roledescription",
    "checked",
    "class",
    "colspan",
    "data-aria-level",
    "data-line-number",
    "data-list",
    "data-stringify-indent",
    "face",
    "hidden",
    "href",
    "rowspan",
    "start",
    "style",
    "type",
    "value",
];

/// A node of pasted HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HtmlNode {
    /// Text, with entities decoded.
    Text(String),
    /// An element.
    Element {
        /// Name of the element, in lower case.
        name: String,
        /// Pairs of lower-case attribute names and values. Only the attributes that the conversion
        /// uses are needed.
        attributes: Vec<(String, String)>,
        /// Child nodes.
        children: Vec<HtmlNode>,
    },
}

impl HtmlNode {
    /// Returns the name of an element. Empty for text.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Text(_) => "",
            Self::Element { name, .. } => name,
        }
    }

    pub(super) fn children(&self) -> &[Self] {
        match self {
            Self::Text(_) => &[],
            Self::Element { children, .. } => children,
        }
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let Self::Element { attributes, .. } = self else {
            return None;
        };
        let mut matching = attributes.iter().filter(|(key, _)| key == name);
        matching.next().map(|(_, value)| value.as_str())
    }

    /// Returns `true` for text that consists of white space.
    pub(super) fn is_blank_text(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

/// Returns `true` if a tree does not exceed [`MAX_HTML_NODES`] and [`MAX_HTML_DEPTH`].
pub(super) fn is_within_limits(nodes: &[HtmlNode]) -> bool {
    fits(nodes, MAX_HTML_DEPTH, &mut { MAX_HTML_NODES })
}

fn fits(nodes: &[HtmlNode], depth_left: usize, nodes_left: &mut usize) -> bool {
    nodes.iter().all(|node| {
        let Some(rest) = nodes_left.checked_sub(1) else {
            return false;
        };
        *nodes_left = rest;
        node.children().is_empty()
            || (depth_left > 1 && fits(node.children(), depth_left - 1, nodes_left))
    })
}
