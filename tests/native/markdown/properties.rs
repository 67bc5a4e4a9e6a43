//! Properties of all text.

use open_ticket::markdown::{MAX_DEPTH, MAX_NODES, render::SafeUrl};
use proptest::prelude::*;

use super::{attacks, html_writer};

/// Pieces with a meaning in Markdown, in HTML or for a browser.
const PIECES: [&str; 58] = [
    "a",
    "b ",
    " ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "> ",
    "- ",
    "1. ",
    "# ",
    "***",
    "---",
    "***\n",
    "*",
    "**",
    "_",
    "~",
    "~~",
    "`",
    "```\n",
    "~~~ x\n",
    "|",
    "|-|\n",
    "|a|b|\n",
    "|:-|-:|\n",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "[a]: ",
    "<",
    ">",
    "</",
    "\"",
    "'",
    "&",
    ";",
    "&#0;",
    "&colon;",
    "\\",
    "\0",
    "\r",
    "\u{85}",
    "é",
    "👩‍👧",
    "- [ ] ",
    "- [x] ",
    "<b>",
    "<script>",
    "javascript:",
    "https://",
    "www.",
    "a@b.c",
    "<https://c.d>",
    "](https://e.f)",
];

/// Generates text of random pieces.
pub fn random_pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60).prop_map(|parts| parts.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![random_pieces(), any::<String>(), "\\PC*"]
}

proptest! {
    #[test]
    fn the_limits_hold_and_only_allowed_html_is_rendered(text in any_text()) {
        let document = html_writer::parse(&text);
        prop_assert!(html_writer::node_count(&document) <= MAX_NODES && !document.truncated);
        prop_assert!(document.blocks.iter().all(|block| html_writer::depth(&block.node) <= MAX_DEPTH));
        let html = html_writer::full_html(&text);
        prop_assert_eq!(attacks::violations(&html), Vec::<String>::new());
        prop_assert!(!html.contains('\0'));
        let links_end = html.split("<a ").skip(1).all(|link| link.contains("</a>"));
        prop_assert!(links_end, "nested links: {}", html);
    }

    #[test]
    fn source_ranges_of_blocks_are_valid_and_in_order(text in any_text()) {
        let mut end = 0;
        for block in html_writer::parse(&text).blocks {
            prop_assert!(end <= block.source.start && block.source.start < block.source.end);
            prop_assert!(text.get(block.source.clone()).is_some());
            end = block.source.end;
        }
    }

    /// A preview keeps the head and the tail and replaces the rest.
    #[test]
    fn replacing_the_changed_blocks_gives_the_new_document(
        before in random_pieces(),
        after in random_pieces(),
        end in random_pieces(),
    ) {
        let before = html_writer::parse(&(before + &end));
        let after = html_writer::parse(&(after + &end));
        let kept = after.common_ends_with(&before);
        let old: Vec<_> = before.blocks.iter().map(|block| &block.node).collect();
        let new: Vec<_> = after.blocks.iter().map(|block| &block.node).collect();
        prop_assert!(kept.head + kept.tail <= old.len().min(new.len()));
        let mut shown = old.clone();
        let middle = new[kept.head..new.len() - kept.tail].iter().copied();
        shown.splice(kept.head..old.len() - kept.tail, middle);
        prop_assert_eq!(shown, new);
    }

    /// The pattern contains no Markdown that hides letters.
    #[test]
    fn every_letter_is_rendered_in_order(text in "([a-z]{1,3}|[ >*_~#()!.,<=:;@/\n-]){0,80}") {
        let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<String>();
        // An info string is not rendered.
        prop_assume!(!text.contains("~~~"));
        prop_assert_eq!(letters(&html_writer::rendered_text(&html_writer::parse(&text))), letters(&text));
    }

    #[test]
    fn plain_text_renders_as_a_paragraph(text in "[a-z]([a-z ]{0,30}[a-z])?") {
        prop_assert_eq!(html_writer::rendered(&text), format!("<p>{text}</p>"));
    }

    #[test]
    fn parsing_a_safe_url_again_changes_nothing(
        scheme in "(https?://|mailto:|tel:|[a-z]{1,4}:)",
        rest in "([a-z0-9.@/\\\\?#%&:\\[\\] \t]|\\PC){0,20}",
    ) {
        if let Some(url) = SafeUrl::parse(&format!("{scheme}{rest}")) {
            prop_assert_eq!(SafeUrl::parse(url.as_str()), Some(url.clone()));
            prop_assert!(url.as_str().chars().all(|c| c.is_ascii_graphic() && c != '"'));
            prop_assert!(["http://", "https://", "mailto:", "tel:"].contains(&scheme.as_str()));
        }
    }
}
