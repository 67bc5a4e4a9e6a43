//! Cases of pasted HTML, each with the expected Markdown.

use open_ticket::editor::rich_text_to_markdown;
use open_ticket::markdown::decode_character_reference;

/// Converts HTML from a clipboard without plain text.
pub fn markdown(html: &str) -> String {
    rich_text_to_markdown(html, "", decode_character_reference).unwrap_or_default()
}

#[track_caller]
pub fn assert_all(cases: &[(&str, &str)]) {
    for (html, expected) in cases {
        assert_eq!(markdown(html), *expected, "{html}");
    }
}
