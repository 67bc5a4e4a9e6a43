//! HTML's named character references, by the parser's own table.

use super::parse::parse;
use super::tree::Node;
use crate::rules::Markdown;

/// Decodes a character reference such as `&auml;`. Returns `None` if it does not exist.
#[must_use]
pub fn decode_character_reference(reference: &str) -> Option<String> {
    let document = parse(reference, Markdown::default());
    let Node::Element(paragraph) = &document.blocks.first()?.node else {
        return None;
    };
    match paragraph.children.first()? {
        Node::Text(text) if text != reference => Some(text.clone()),
        _ => None,
    }
}
