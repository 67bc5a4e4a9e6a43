//! Outline of a message: blocks, visible characters and inline elements.

use std::ops::Range;

use open_ticket::markdown::outline::{
    CODE, Container, EMPHASIS, Formats, HTML, IMAGE, LINK, LeafKind, Outline, STRIKETHROUGH, STRONG,
};
use open_ticket::markdown::{self, Node, Tag};
use open_ticket::rules::Markdown;
use proptest::prelude::*;

fn outline(text: &str) -> Outline {
    Outline::parse(text, 0..text.len())
}

/// Returns the format and the source of each inline element, and its source without delimiters.
fn inlines(text: &str) -> Vec<(Formats, &str, Option<&str>)> {
    let slice = |range: &Range<usize>| &text[range.clone()];
    let inlines = outline(text).inlines;
    inlines
        .iter()
        .map(|inline| {
            (
                inline.format,
                slice(&inline.whole),
                inline.inner.as_ref().map(slice),
            )
        })
        .collect()
}

/// Returns the source of each visible character with its formats.
fn chars(text: &str) -> Vec<(&str, Formats)> {
    let chars = outline(text).chars;
    chars
        .iter()
        .map(|c| (&text[c.source.clone()], c.formats))
        .collect()
}

#[test]
fn inline_elements_have_their_ranges() {
    assert_eq!(
        inlines("***a** ~~b~~* [`c`](d)"),
        [
            (STRONG, "**a**", Some("a")),
            (STRIKETHROUGH, "~~b~~", Some("b")),
            (EMPHASIS, "***a** ~~b~~*", Some("**a** ~~b~~")),
            (CODE, "`c`", None),
            (LINK, "[`c`](d)", Some("`c`")),
        ]
    );
}

#[test]
fn bare_addresses_are_links() {
    assert_eq!(
        inlines("see www.x.org. `b` a@b.org"),
        [
            (LINK, "www.x.org", None),
            (CODE, "`b`", None),
            (LINK, "a@b.org", None),
        ]
    );
    assert_eq!(
        outline("(https://x.org/a)").destinations,
        ["https://x.org/a"]
    );
    assert_eq!(inlines("    www.x.org"), []);
}

#[test]
fn characters_have_their_source_and_formats() {
    assert_eq!(
        chars("a\\*&amp;**é**"),
        [("a", 0), ("*", 0), ("&amp;", 0), ("é", STRONG)]
    );
}

#[test]
fn leaves_have_their_containers() {
    let text = "> - a\n> - # b\n\n1. c\n\n   ```\n   d\n   ```";
    let leaves = outline(text).leaves;
    let kinds: Vec<_> = leaves.iter().map(|leaf| leaf.kind).collect();
    assert_eq!(
        kinds,
        [
            LeafKind::Paragraph,
            LeafKind::Heading(1),
            LeafKind::Paragraph,
            LeafKind::Code
        ]
    );
    assert_eq!(
        leaves[1].containers,
        [
            Container::Quote(0),
            Container::BulletList(2),
            Container::Item(8)
        ]
    );
    assert_eq!(
        leaves[3].containers,
        [Container::OrderedList(15), Container::Item(15)]
    );
    let items = outline("- a\n- [ ] b\n1. ").items;
    let items = items
        .iter()
        .map(|item| (item.start, item.is_ordered, item.is_task));
    assert_eq!(
        items.collect::<Vec<_>>(),
        [(0, false, false), (4, false, true), (12, true, false)]
    );
}

#[test]
fn a_part_of_the_text_has_the_offsets_of_the_whole_text() {
    let text = "a\n\n**b**";
    let inlines = Outline::parse(text, 3..text.len()).inlines;
    assert_eq!(inlines[0].whole, 3..8);
    assert_eq!(inlines[0].inner, Some(5..6));
}

#[test]
fn nul_is_parsed_like_its_replacement() {
    let text = "a\0*b*";
    let outline = Outline::parse(text, 1..text.len());
    let chars = outline.chars.iter().map(|c| (c.c, c.source.clone()));
    assert_eq!(chars.collect::<Vec<_>>(), [('\u{FFFD}', 1..2), ('b', 3..4)]);
    assert_eq!(outline.inlines[0].whole, 2..5);
}

#[test]
fn the_alternative_text_of_an_image_has_no_formats() {
    for alternative in ["**a**", "_a_", "~~a~~", "~~**~~", "[a](b)"] {
        let outline = outline(&format!("![{alternative}](d)"));
        let has_no_format = outline.chars.iter().all(|c| c.formats == IMAGE);
        assert!(has_no_format, "{alternative}: {:?}", outline.chars);
    }
}

/// Adds the visible characters of a tree with their formats, without white space.
fn add_chars(node: &Node, formats: Formats, chars: &mut Vec<(char, Formats)>) {
    let mut add_text = |text: &str, formats| {
        let visible = text.chars().filter(|c| !c.is_whitespace());
        chars.extend(visible.map(|c| (c, formats)));
    };
    match node {
        Node::Text(text) => add_text(text, formats),
        Node::RawHtml(html) => add_text(html, formats | HTML),
        Node::Element(element) => {
            let format = match &element.tag {
                Tag::Code => CODE,
                // The alternative text of an image is displayed without formats.
                _ if formats & IMAGE > 0 => 0,
                Tag::Strong => STRONG,
                Tag::Emphasis => EMPHASIS,
                Tag::Strikethrough => STRIKETHROUGH,
                Tag::Link(_) => LINK,
                Tag::Image(_) => IMAGE,
                _ => 0,
            };
            let children = element.children.iter();
            children.for_each(|child| add_chars(child, formats | format, chars));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    /// The rendered tree is the reference.
    #[test]
    fn an_outline_has_the_characters_formats_and_links_of_the_tree(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "a", " ", "\n", "\n\n", "- ", "> ", "1. ", "# ", "**", "*", "_", "~~", "`", "```\n",
            "https://x.org/a", "www.x.org", "a@b.org", "[", "](d)", "&amp;", "\\", "é", "<b>",
            "| a | b |\n|---|---|\n", "!", ".", "\0",
        ]), 0..15)
    ) {
        let text = pieces.concat();
        let tree = markdown::parse(&text, Markdown::default());
        let mut expected = Vec::new();
        tree.blocks.iter().for_each(|block| add_chars(&block.node, 0, &mut expected));
        let outline = outline(&text);
        let is_code = |leaf: usize| outline.leaves[leaf].kind == LeafKind::Code;
        let chars = outline.chars.iter().filter(|c| !c.c.is_whitespace());
        let found = chars.map(|c| (c.c, c.formats | if is_code(c.leaf) { CODE } else { 0 }));
        prop_assert_eq!(found.collect::<Vec<_>>(), expected);
        prop_assert_eq!(outline.destinations.len(), count_links(&tree.blocks));
    }
}

fn count_links(blocks: &[markdown::Block]) -> usize {
    fn count(node: &Node) -> usize {
        let Node::Element(element) = node else {
            return 0;
        };
        let is_link = matches!(element.tag, Tag::Link(_) | Tag::Image(_));
        usize::from(is_link) + element.children.iter().map(count).sum::<usize>()
    }
    blocks.iter().map(|block| count(&block.node)).sum()
}
