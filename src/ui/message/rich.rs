//! Pasted HTML, as the pure half reads it.

use crate::editor::{MAX_DEPTH, MAX_NODES, Pasted};
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

/// What a tree is read for.
const ATTRIBUTES: [&str; 8] = [
    "alt", "checked", "class", "colspan", "href", "start", "style", "type",
];

/// What is inside of a node, without comments; none where there is too much of it.
pub fn nodes_of(body: &Node) -> Option<Vec<Pasted>> {
    children(body, &mut { MAX_NODES }, MAX_DEPTH)
}

fn children(node: &Node, left: &mut usize, depth: usize) -> Option<Vec<Pasted>> {
    let depth = depth.checked_sub(1)?;
    let mut found = Vec::new();
    let mut next = node.first_child();
    while let Some(child) = next {
        *left = left.checked_sub(1)?;
        if child.node_type() == Node::TEXT_NODE {
            found.push(Pasted::Text(child.node_value().unwrap_or_default()));
        } else if let Some(element) = child.dyn_ref::<Element>() {
            found.push(Pasted::Element {
                name: element.local_name(),
                attributes: attributes(element),
                children: children(&child, left, depth)?,
            });
        }
        next = child.next_sibling();
    }
    Some(found)
}

fn attributes(element: &Element) -> Vec<(String, String)> {
    let value = |name: &str| Some((name.to_owned(), element.get_attribute(name)?));
    ATTRIBUTES.into_iter().filter_map(value).collect()
}
