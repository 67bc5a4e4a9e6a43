//! Incremental parsing: after each edit, the document equals a parse of the whole text.

use open_ticket::markdown::{Block, BlockChange, CommonEnds, Node, Reader};
use open_ticket::rules::Markdown;
use proptest::prelude::*;

use super::{html_writer, properties::random_pieces};

/// Ordinary text, and syntax that changes the meaning of text far below it.
const PARTS: [&str; 46] = [
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
    "https://a.b/_c_d *e*\n\n",
    "https://a.b/`c `d`\n",
    "two  \nhard\t\t\nbreaks\n\n",
    "- [x] |a|\n  |-|\n\n",
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

/// Generates text to insert.
fn inserted() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(&PARTS[..]).prop_map(str::to_owned),
        2 => random_pieces(),
        3 => "[-a `>#|\\[\\]:*\n]{1,2}",
        1 => Just(String::new()),
    ]
}

/// Generates an edit: the position as a fraction of the text, the number of deleted characters, and
/// the inserted text.
fn edit() -> impl Strategy<Value = (f64, usize, String)> {
    let deleted = prop_oneof![6 => 0..3_usize, 1 => 0..40_usize];
    (0.0..1.0, deleted, inserted())
}

fn apply_edit(text: &str, (position, deleted, inserted): &(f64, usize, String)) -> String {
    let characters = text.chars().count();
    let start = (position * (characters as f64 + 1.0)) as usize;
    let before = text.chars().take(start);
    let after = text.chars().skip(start + deleted);
    before.chain(inserted.chars()).chain(after).collect()
}

/// Returns the nodes of a preview after it has applied a change.
fn updated_preview(shown: &[Node], change: BlockChange, blocks: &[Block]) -> Vec<Node> {
    let BlockChange { kept, removed } = change;
    let removed: Vec<_> = removed.into_iter().map(|block| block.node).collect();
    assert_eq!(&removed, &shown[kept.head..shown.len() - kept.tail]);
    let new = blocks[kept.head..blocks.len() - kept.tail].iter();
    let head = shown[..kept.head].iter().cloned();
    let tail = shown[shown.len() - kept.tail..].iter().cloned();
    let new = new.map(|block| block.node.clone());
    head.chain(new).chain(tail).collect()
}

proptest! {
    #[test]
    fn the_document_after_each_edit_equals_a_parse_of_the_whole_text(
        text in prop_oneof![4 => parts(), 1 => random_pieces()],
        edits in prop::collection::vec(edit(), 1..12),
    ) {
        let mut reader = Reader::new(Markdown::default());
        let mut shown = Vec::new();
        let mut text = text;
        for edit in &edits {
            let change = reader.read(&text);
            prop_assert_eq!(reader.document(), &html_writer::parse(&text), "{:?}", text);
            let blocks = &reader.document().blocks;
            shown = updated_preview(&shown, change, blocks);
            let nodes: Vec<_> = blocks.iter().map(|block| block.node.clone()).collect();
            prop_assert_eq!(&shown, &nodes);
            text = apply_edit(&text, edit);
        }
    }
}

/// Returns the blocks that an edit keeps, and the number of blocks that it removes.
fn change(before: &str, after: &str) -> (CommonEnds, usize) {
    let mut reader = Reader::new(Markdown::default());
    reader.read(before);
    let change = reader.read(after);
    (change.kept, change.removed.len())
}

#[test]
fn a_keystroke_replaces_the_block_it_is_in() {
    let kept = |head, tail| CommonEnds { head, tail };
    for (after, kept, removed) in [
        ("a\n\nb\n\nc\n\nd", kept(4, 0), 0),
        ("a\n\nlonger\n\nc\n\nd", kept(1, 2), 1),
        ("new\n\na\n\nb\n\nc\n\nd", kept(0, 4), 0),
        ("a\n\nd", kept(1, 1), 2),
        ("a\n\nb\n\nb\n\nc\n\nd", kept(2, 2), 0),
        ("a\n\nb\n\nc\n\nd\n\ne", kept(4, 0), 0),
        ("", kept(0, 0), 4),
    ] {
        let change = change("a\n\nb\n\nc\n\nd", after);
        assert_eq!(change, (kept, removed), "{after:?}");
    }
}

#[test]
fn reading_an_unchanged_text_changes_no_block() {
    for (text, blocks) in [
        ("", 0),
        ("a\n\nb", 2),
        ("[a]\n\n[a]: https://example.com", 1),
        ("a\0\n\n```\nb", 2),
    ] {
        let kept = CommonEnds {
            head: blocks,
            tail: 0,
        };
        assert_eq!(change(text, text), (kept, 0), "{text:?}");
    }
}

#[test]
fn an_opening_fence_replaces_all_blocks_below() {
    let change = change("a\n\nb\n\nc", "a\n\n```\nb\n\nc");
    let kept = CommonEnds { head: 1, tail: 0 };
    assert_eq!(change, (kept, 2));
}

/// The source of the first block stays the same, but its link now has a destination.
#[test]
fn a_definition_below_changes_the_block_above() {
    let change = change("[a]\n\nb", "[a]\n\nb\n\n[a]: https://example.com");
    let kept = CommonEnds { head: 0, tail: 1 };
    assert_eq!(change, (kept, 1));
}

#[test]
fn text_with_definitions_is_parsed_incrementally_too() {
    let text = "[a] one\n\ntwo\n\n[a]: https://example.com\n\nthree";
    let change = change(text, &text.replace("one", "one [a]"));
    let kept = CommonEnds { head: 0, tail: 2 };
    assert_eq!(change, (kept, 1));
}

#[test]
fn a_document_is_truncated_above_the_node_limit_and_complete_again_below_it() {
    let mut reader = Reader::new(Markdown::default());
    for (paragraphs, is_truncated) in [(5_000, false), (5_001, true), (5_002, true), (5_000, false)]
    {
        let text = "a\n\n".repeat(paragraphs);
        reader.read(&text);
        assert_eq!(reader.document(), &html_writer::parse(&text));
        assert_eq!(reader.document().truncated, is_truncated, "{paragraphs}");
    }
}
