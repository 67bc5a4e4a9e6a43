//! The rules of what is drawn, one by one.

use open_ticket::markdown::drawing::{self, Direction, Language, Node, Rank, Tag};
use open_ticket::markdown::{Align, Document, Unchanged};

use super::writer::{self, drawn};

#[test]
fn raw_html_is_the_text_it_is() {
    assert_eq!(
        drawn("a <b c='d'>e</b>"),
        "<p>a &lt;b c='d'&gt;e&lt;/b&gt;</p>"
    );
    assert_eq!(
        drawn("<div>\n*a*\n</div>\n\nb"),
        "<p>&lt;div&gt;\n*a*\n&lt;/div&gt;</p>\n<p>b</p>"
    );
    assert_eq!(drawn("<!-- a -->"), "<p>&lt;!-- a --&gt;</p>");
    assert_eq!(
        drawn("- <hr>\n- a"),
        "<ul>\n<li>\n<p>&lt;hr&gt;</p>\n</li>\n<li>a</li>\n</ul>"
    );
}

/// Text of one paragraph is one node, however the parser breaks it.
#[test]
fn neighbouring_texts_are_one_node() {
    let document = writer::read("a\\*b &amp; <i>c</i> [d](e) f\ng");
    let paragraph = drawing::draw(&document.blocks[0], &[]);
    assert_eq!(
        paragraph.children,
        [Node::Text("a*b & <i>c</i> d f\ng".into())]
    );
}

#[test]
fn headings_begin_at_the_third_rank() {
    let document = writer::read("# a\n## b\n### c\n#### d\n##### e\n###### f\n\ng\n===");
    let ranks = [
        Rank::Third,
        Rank::Fourth,
        Rank::Fifth,
        Rank::Sixth,
        Rank::Sixth,
        Rank::Sixth,
        Rank::Third,
    ];
    let drawn_as = document
        .blocks
        .iter()
        .map(|block| drawing::draw(block, &[]));
    let tags: Vec<Tag> = drawn_as.map(|element| element.tag).collect();
    assert_eq!(tags, ranks.map(Tag::Heading));
    assert_eq!(drawn("# a"), "<h3>a</h3>");
}

#[test]
fn every_block_has_its_own_direction_and_nothing_in_it_has() {
    let text = "# a\n\nb\n\n- c\n  - d\n\n> e\n\n```\nf\n```\n\n|g|\n|-|\n\n<h>\n\n***";
    for block in &writer::read(text).blocks {
        let element = drawing::draw(block, &[]);
        assert_eq!(element.direction, Direction::Own);
        assert!(element.attributes().contains(&("dir", "auto".into())));
    }
    assert_eq!(writer::page(text).matches(" dir=").count(), 8);
}

#[test]
fn a_line_break_is_white_space_unless_it_is_asked_for() {
    assert_eq!(drawn("a\nb"), "<p>a\nb</p>");
    assert_eq!(drawn("a  \nb\\\nc"), "<p>a<br />\nb<br />\nc</p>");
}

#[test]
fn a_language_is_a_plain_word_or_nothing() {
    let language = |info| Language::parse(info).map(|language| language.as_str().to_owned());
    let longest = "a".repeat(32);
    for plain in [
        "rust",
        "C++",
        "c#",
        "objective-c",
        "asp.net",
        "a_1",
        &longest,
    ] {
        assert_eq!(language(plain).as_deref(), Some(plain));
    }
    assert_eq!(language(" rust,ignore more"), None);
    assert_eq!(language(" rust more").as_deref(), Some("rust"));
    for odd in [
        "",
        " ",
        "a\"b",
        "<b>",
        "a=b",
        "é",
        "a\u{202e}",
        &"a".repeat(33),
    ] {
        assert_eq!(language(odd), None, "{odd:?}");
    }
    let page = writer::page("```rust\na\n```");
    assert_eq!(
        page.trim_end(),
        "<pre data-language=\"rust\" dir=\"auto\"><code>a\n</code></pre>"
    );
}

#[test]
fn cells_say_how_they_are_aligned_and_never_by_a_style() {
    let page = writer::page("|a|b|c|d|\n|-|:-|:-:|-:|\n|1|2|3|4|");
    let cells: Vec<&str> = page
        .lines()
        .filter(|line| line.contains("</t") && line.len() > 8)
        .collect();
    assert_eq!(
        cells,
        [
            "<th scope=\"col\">a</th>",
            "<th scope=\"col\" data-align=\"left\">b</th>",
            "<th scope=\"col\" data-align=\"center\">c</th>",
            "<th scope=\"col\" data-align=\"right\">d</th>",
            "<td>1</td>",
            "<td data-align=\"left\">2</td>",
            "<td data-align=\"center\">3</td>",
            "<td data-align=\"right\">4</td>",
        ]
    );
    assert_eq!(Align::Start.name(), "start");
}

#[test]
fn a_task_has_a_box_that_nobody_can_tick() {
    let page = writer::page("- [x] a");
    let wanted = "<li><input type=\"checkbox\" disabled=\"\" checked=\"\" /> a</li>";
    assert!(page.contains(wanted), "{page}");
}

#[test]
fn a_list_begins_with_its_own_number() {
    assert!(drawn("7. a").starts_with("<ol start=\"7\">"));
    assert!(drawn("0) a").starts_with("<ol start=\"0\">"));
    assert!(drawn("1. a").starts_with("<ol>"));
}

/// Each of these is an extension of the parser's, and off: ids, classes and handlers of a
/// person's own words, or text that disappears.
#[test]
fn extensions_beyond_gfm_are_plain_text() {
    assert_eq!(
        drawn("# a {#b .c onclick=d}"),
        "<h3>a {#b .c onclick=d}</h3>"
    );
    assert_eq!(
        drawn("a[^1]\n\n[^1]: b c"),
        "<p>a[^1]</p>\n<p>[^1]: b c</p>"
    );
    assert_eq!(drawn("---\na: b\n---"), "<hr />\n<h4>a: b</h4>");
    assert_eq!(drawn("+++\na\n+++"), "<p>+++\na\n+++</p>");
    assert_eq!(drawn("[[a]]"), "<p>[[a]]</p>");
    assert_eq!(
        drawn("$a$ ^b^ \"c\" -- d..."),
        "<p>$a$ ^b^ &quot;c&quot; -- d...</p>"
    );
    assert_eq!(drawn("a\n: b"), "<p>a\n: b</p>");
    assert_eq!(
        drawn("> [!NOTE]\n> a"),
        "<blockquote>\n<p>[!NOTE]\na</p>\n</blockquote>"
    );
}

#[test]
fn nul_reads_as_the_replacement_character() {
    assert_eq!(
        drawn("a\0b `\0`"),
        "<p>a\u{fffd}b <code>\u{fffd}</code></p>"
    );
    assert_eq!(drawn("a*\0b*"), drawn("a*\u{fffd}b*"));
}

#[test]
fn a_block_knows_where_it_stands_in_the_text() {
    let text = "\0a\u{fffd}\0\n\n\0\0b\n\n```\n\0\n```\n\n***";
    let document = writer::read(text);
    let sources: Vec<&str> = document
        .blocks
        .iter()
        .map(|block| &text[block.source.clone()])
        .collect();
    assert_eq!(
        sources,
        ["\0a\u{fffd}\0\n", "\0\0b\n", "```\n\0\n```", "***"]
    );
}

#[test]
fn an_empty_text_is_an_empty_document() {
    for text in ["", " ", "\n\n", "[a]: /b"] {
        assert_eq!(writer::read(text), Document::default());
    }
}

#[test]
fn only_what_changed_is_to_be_rebuilt() {
    let before = writer::read("a\n\nb\n\nc\n\nd");
    let now = |text| writer::read(text).unchanged_since(&before);
    assert_eq!(now("a\n\nb\n\nc\n\nd"), Unchanged { head: 4, tail: 0 });
    assert_eq!(now("a\n\nlonger\n\nc\n\nd"), Unchanged { head: 1, tail: 2 });
    assert_eq!(
        now("new\n\na\n\nb\n\nc\n\nd"),
        Unchanged { head: 0, tail: 4 }
    );
    assert_eq!(now("a\n\nd"), Unchanged { head: 1, tail: 1 });
    assert_eq!(now("a\n\nb\n\nb\n\nc\n\nd"), Unchanged { head: 2, tail: 2 });
    assert_eq!(now(""), Unchanged { head: 0, tail: 0 });
}

/// The source of the first block is the same; what it means is not.
#[test]
fn a_definition_below_changes_the_block_above() {
    let before = writer::read("[a]\n\nb");
    let now = writer::read("[a]\n\nb\n\n[a]: https://example.com");
    assert_eq!(before.blocks[0].source, now.blocks[0].source);
    assert_eq!(now.unchanged_since(&before), Unchanged { head: 0, tail: 1 });
}
