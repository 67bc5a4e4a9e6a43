//! Arbitrary text as the HTML of a clipboard.
#![no_main]

use libfuzzer_sys::fuzz_target;
use open_ticket::editor::{MAX_HTML_NODES, parse_html, rich_text_to_markdown};
use open_ticket::markdown::decode_character_reference;

fuzz_target!(|html: &str| {
    // Each tag has at least three characters, and opens at most one implied element.
    let is_small = html.len() < MAX_HTML_NODES;
    let is_shallow = html.matches('<').count() < 40;
    let tree = parse_html(html, decode_character_reference);
    assert!(tree.is_some() || !is_small || !is_shallow);
    let _ = rich_text_to_markdown(html, "plain\ntext", decode_character_reference);
    let _ = rich_text_to_markdown(html, "", decode_character_reference);
});
