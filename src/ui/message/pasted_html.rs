//! Pasted HTML as a tree for [`crate::editor`].

use crate::editor::{HtmlNode, MAX_HTML_DEPTH, MAX_HTML_NODES};
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

/// The attributes that the conversion to Markdown reads.
const ATTRIBUTES: [&str; 8] = [
    "alt", "checked", "class", "colspan", "href", "start", "style", "type",
];

/// Returns the content of a node without comments; `None` if it exceeds the limits.
pub fn html_nodes(root: &Node) -> Option<Vec<HtmlNode>> {
    children(root, &mut { MAX_HTML_NODES }, MAX_HTML_DEPTH)
}

fn children(node: &Node, nodes_left: &mut usize, depth_left: usize) -> Option<Vec<HtmlNode>> {
    let depth_left = depth_left.checked_sub(1)?;
    let mut nodes = Vec::new();
    let mut next = node.first_child();
    while let Some(child) = next {
        *nodes_left = nodes_left.checked_sub(1)?;
        if child.node_type() == Node::TEXT_NODE {
            nodes.push(HtmlNode::Text(child.node_value().unwrap_or_default()));
        } else if let Some(element) = child.dyn_ref::<Element>() {
            nodes.push(HtmlNode::Element {
                name: element.local_name(),
                attributes: attributes(element),
                children: children(&child, nodes_left, depth_left)?,
            });
        }
        next = child.next_sibling();
    }
    Some(nodes)
}

fn attributes(element: &Element) -> Vec<(String, String)> {
    let attribute = |name: &str| Some((name.to_owned(), element.get_attribute(name)?));
    ATTRIBUTES.into_iter().filter_map(attribute).collect()
}
