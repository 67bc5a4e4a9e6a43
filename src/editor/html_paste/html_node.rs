//! The tree of pasted HTML and its size limits.

/// Maximum number of nodes in pasted HTML.
pub const MAX_HTML_NODES: usize = 10_000;

/// Maximum nesting depth of pasted HTML.
pub const MAX_HTML_DEPTH: usize = 100;

/// A node of pasted HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HtmlNode {
    /// Text, with entities decoded.
    Text(String),
    /// An element.
    Element {
        /// Name of the element, in any case.
        name: String,
        /// Pairs of lower-case attribute names and values. Only `alt`, `checked`, `class`,
        /// `colspan`, `href`, `start`, `style` and `type` are used.
        attributes: Vec<(String, String)>,
        /// Child nodes.
        children: Vec<HtmlNode>,
    },
}

impl HtmlNode {
    /// Returns the name of an element in lower case. Empty for text.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Text(_) => String::new(),
            Self::Element { name, .. } => name.to_ascii_lowercase(),
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

    /// Returns the text of the node and its descendants. `br` is a line break.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Element { .. } if self.name() == "br" => "\n".to_owned(),
            Self::Element { children, .. } => children.iter().map(Self::text).collect(),
        }
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
