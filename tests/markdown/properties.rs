//! What holds of every text.

use open_ticket::markdown::{MAX_DEPTH, MAX_NODES, drawing::Link};
use proptest::prelude::*;

use super::{hostile, writer};

/// Pieces that mean something in Markdown, in HTML or to a browser.
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

pub fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60).prop_map(|parts| parts.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![soup(), any::<String>(), "\\PC*"]
}

proptest! {
    #[test]
    fn a_tree_keeps_its_limits_and_holds_only_what_is_allowed(text in any_text()) {
        let document = writer::read(&text);
        prop_assert!(writer::nodes(&document) <= MAX_NODES && !document.cut);
        prop_assert!(document.blocks.iter().all(|block| writer::depth(&block.node) <= MAX_DEPTH));
        let page = writer::page(&text);
        prop_assert_eq!(hostile::violations(&page), Vec::<String>::new());
        prop_assert!(!page.contains('\0'));
        let links_end = page.split("<a ").skip(1).all(|link| link.contains("</a>"));
        prop_assert!(links_end, "a link in a link: {}", page);
    }

    #[test]
    fn blocks_stand_in_the_text_one_after_another(text in any_text()) {
        let mut end = 0;
        for block in writer::read(&text).blocks {
            prop_assert!(end <= block.source.start && block.source.start < block.source.end);
            prop_assert!(text.get(block.source.clone()).is_some());
            end = block.source.end;
        }
    }

    /// What a preview does: it keeps head and tail and puts the rest anew.
    #[test]
    fn replacing_what_changed_makes_the_new_document(before in soup(), now in soup(), end in soup()) {
        let before = writer::read(&(before + &end));
        let now = writer::read(&(now + &end));
        let kept = now.unchanged_since(&before);
        let old: Vec<_> = before.blocks.iter().map(|block| &block.node).collect();
        let new: Vec<_> = now.blocks.iter().map(|block| &block.node).collect();
        prop_assert!(kept.head + kept.tail <= old.len().min(new.len()));
        let mut shown = old.clone();
        let middle = new[kept.head..new.len() - kept.tail].iter().copied();
        shown.splice(kept.head..old.len() - kept.tail, middle);
        prop_assert_eq!(shown, new);
    }

    /// None of these marks takes a word away.
    #[test]
    fn every_letter_comes_out_in_its_order(text in "([a-z]{1,3}|[ >*_~#()!.,<=:;@/\n-]){0,80}") {
        let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<String>();
        // What stands behind a fence is no text.
        prop_assume!(!text.contains("~~~"));
        prop_assert_eq!(letters(&writer::text(&writer::read(&text))), letters(&text));
    }

    #[test]
    fn a_text_without_any_mark_is_itself(text in "[a-z]([a-z ]{0,30}[a-z])?") {
        prop_assert_eq!(writer::drawn(&text), format!("<p>{text}</p>"));
    }

    #[test]
    fn a_link_reads_again_as_itself(
        scheme in "(https?://|mailto:|tel:|[a-z]{1,4}:)",
        rest in "([a-z0-9.@/\\\\?#%&:\\[\\] \t]|\\PC){0,20}",
    ) {
        if let Some(link) = Link::parse(&format!("{scheme}{rest}")) {
            prop_assert_eq!(Link::parse(link.as_str()), Some(link.clone()));
            prop_assert!(link.as_str().chars().all(|c| c.is_ascii_graphic() && c != '"'));
            prop_assert!(["http://", "https://", "mailto:", "tel:"].contains(&scheme.as_str()));
        }
    }
}
