//! HTML's named character references, by the parser's own table.

use pulldown_cmark::{Event, Parser};

/// Decodes a character reference such as `&auml;`. Returns `None` if it does not exist.
#[must_use]
pub fn decode_character_reference(reference: &str) -> Option<String> {
    let text = Parser::new(reference).filter_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    Some(text.collect()).filter(|text: &String| text != reference && !text.is_empty())
}
