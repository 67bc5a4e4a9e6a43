//! A reader that follows a text knows at each moment what reading all of it would tell.

use open_ticket::markdown::{Block, Change, Node, Reader, Unchanged};
use open_ticket::rules::Markdown;
use proptest::prelude::*;

use super::{properties::soup, writer};

/// Texts as people write them, and marks that change what stands far below them.
const PARTS: [&str; 42] = [
    "a paragraph\n\n",
    "two\nlines\n\n",
    "# heading\n",
    "title\n---\n",
    "- one\n- two\n\n",
    "- loose\n\n- list\n\n",
    "1. one\n2. two\n\n",
    "- a\n\n  b\n\n",
    "- [x] done\n",
    "> quote\n> more\n\n",
    "> lazy\nline\n\n",
    "```\ncode\n\ncode\n```\n\n",
    "```rust\nlet a;\n```\n",
    "~~~\n",
    "```\n",
    "    indented\n\n",
    "\tindented\n\n    more\n\n",
    "|a|b|\n|-|-|\n|1|2|\n\n",
    "a | b\n- | -\n",
    "<div>\nhtml\n</div>\n\n",
    "<!-- comment\n\n",
    "-->\n\n",
    "<pre>\n\n",
    "</pre>\n",
    "<?php\n\n",
    "***\n",
    "**bold** and `code`\n\n",
    "[a] and [b][a]\n\n",
    "[a]: https://example.com\n\n",
    "[a]: <x> 'title\n",
    "[b]:\n/y\n\n",
    "> [a]: /z\n\n",
    "[A]: /w \"t\"\n[c]: /v\n",
    "www.example.com\n\n",
    "![image](a.png)\n\n",
    "\n",
    "\n\n\n",
    "  \n",
    " ",
    "    ",
    "ä😀\n\n",
    "\r\n",
];

fn parts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PARTS[..]), 0..12).prop_map(|parts| parts.concat())
}

/// Something to put in.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(&PARTS[..]).prop_map(str::to_owned),
        2 => soup(),
        3 => "[-a `>#|\\[\\]:*\n]{1,2}",
        1 => Just(String::new()),
    ]
}

/// Where, as a share of the text; how many characters go; what comes.
fn edit() -> impl Strategy<Value = (f64, usize, String)> {
    let gone = prop_oneof![6 => 0..3_usize, 1 => 0..40_usize];
    (0.0..1.0, gone, piece())
}

fn edited(text: &str, (place, gone, piece): &(f64, usize, String)) -> String {
    let characters = text.chars().count();
    let start = (place * (characters as f64 + 1.0)) as usize;
    let before = text.chars().take(start);
    let after = text.chars().skip(start + gone);
    before.chain(piece.chars()).chain(after).collect()
}

/// The nodes that a preview shows which followed the change.
fn followed(shown: &[Node], change: Change, now: &[Block]) -> Vec<Node> {
    let Change { kept, removed } = change;
    let removed: Vec<_> = removed.into_iter().map(|block| block.node).collect();
    assert_eq!(&removed, &shown[kept.head..shown.len() - kept.tail]);
    let new = now[kept.head..now.len() - kept.tail].iter();
    let head = shown[..kept.head].iter().cloned();
    let tail = shown[shown.len() - kept.tail..].iter().cloned();
    let new = new.map(|block| block.node.clone());
    head.chain(new).chain(tail).collect()
}

proptest! {
    #[test]
    fn a_reader_knows_after_each_edit_what_the_whole_text_says(
        text in prop_oneof![4 => parts(), 1 => soup()],
        edits in prop::collection::vec(edit(), 1..12),
    ) {
        let mut reader = Reader::new(Markdown::default());
        let mut shown = Vec::new();
        let mut now = text;
        for edit in &edits {
            let change = reader.read(&now);
            prop_assert_eq!(reader.document(), &writer::read(&now), "{:?}", now);
            shown = followed(&shown, change, &reader.document().blocks);
            let nodes: Vec<_> = reader.document().blocks.iter().map(|block| block.node.clone()).collect();
            prop_assert_eq!(&shown, &nodes);
            now = edited(&now, edit);
        }
    }
}

/// The blocks that a keystroke leaves, and how many it replaces.
fn change(before: &str, now: &str) -> (Unchanged, usize) {
    let mut reader = Reader::new(Markdown::default());
    reader.read(before);
    let change = reader.read(now);
    (change.kept, change.removed.len())
}

#[test]
fn a_keystroke_replaces_the_block_it_is_in() {
    let kept = |head, tail| Unchanged { head, tail };
    for (now, kept, removed) in [
        ("a\n\nb\n\nc\n\nd", kept(4, 0), 0),
        ("a\n\nlonger\n\nc\n\nd", kept(1, 2), 1),
        ("new\n\na\n\nb\n\nc\n\nd", kept(0, 4), 0),
        ("a\n\nd", kept(1, 1), 2),
        ("a\n\nb\n\nb\n\nc\n\nd", kept(2, 2), 0),
        ("a\n\nb\n\nc\n\nd\n\ne", kept(4, 0), 0),
        ("", kept(0, 0), 4),
    ] {
        let change = change("a\n\nb\n\nc\n\nd", now);
        assert_eq!(change, (kept, removed), "{now:?}");
    }
}

#[test]
fn a_text_that_is_read_again_as_it_is_stays_as_it_is() {
    for (text, blocks) in [
        ("", 0),
        ("a\n\nb", 2),
        ("[a]\n\n[a]: https://example.com", 1),
        ("a\0\n\n```\nb", 2),
    ] {
        let kept = Unchanged {
            head: blocks,
            tail: 0,
        };
        assert_eq!(change(text, text), (kept, 0), "{text:?}");
    }
}

#[test]
fn an_opened_fence_takes_in_all_that_is_below_it() {
    let change = change("a\n\nb\n\nc", "a\n\n```\nb\n\nc");
    let kept = Unchanged { head: 1, tail: 0 };
    assert_eq!(change, (kept, 2));
}

/// The source of the first block is the same; what it means is not.
#[test]
fn a_definition_below_changes_the_block_above() {
    let change = change("[a]\n\nb", "[a]\n\nb\n\n[a]: https://example.com");
    let kept = Unchanged { head: 0, tail: 1 };
    assert_eq!(change, (kept, 1));
}

#[test]
fn a_text_with_definitions_is_followed_as_well() {
    let text = "[a] one\n\ntwo\n\n[a]: https://example.com\n\nthree";
    let change = change(text, &text.replace("one", "one [a]"));
    let kept = Unchanged { head: 0, tail: 2 };
    assert_eq!(change, (kept, 1));
}

/// At the limit a paragraph more is cut, a paragraph less is whole again.
#[test]
fn a_text_that_grows_over_the_limit_is_cut_and_whole_again_below_it() {
    let mut reader = Reader::new(Markdown::default());
    for (paragraphs, cut) in [(5_000, false), (5_001, true), (5_002, true), (5_000, false)] {
        let text = "a\n\n".repeat(paragraphs);
        reader.read(&text);
        assert_eq!(reader.document(), &writer::read(&text));
        assert_eq!(reader.document().cut, cut, "{paragraphs}");
    }
}
