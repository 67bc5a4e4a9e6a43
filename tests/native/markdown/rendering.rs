//! The rules of rendering, one by one.

use open_ticket::markdown::render::{self, CodeLanguage, Direction, HeadingLevel, Node, Tag};
use open_ticket::markdown::{Alignment, CommonEnds, Document};

use super::html_writer::{self, rendered};

#[test]
fn raw_html_is_shown_as_text() {
    assert_eq!(
        rendered("a <b c='d'>e</b>"),
        "<p>a &lt;b c='d'&gt;e&lt;/b&gt;</p>"
    );
    assert_eq!(
        rendered("<div>\n*a*\n</div>\n\nb"),
        "<p>&lt;div&gt;\n*a*\n&lt;/div&gt;</p>\n<p>b</p>"
    );
    assert_eq!(rendered("<!-- a -->"), "<p>&lt;!-- a --&gt;</p>");
    assert_eq!(
        rendered("- <hr>\n- a"),
        "<ul>\n<li>\n<p>&lt;hr&gt;</p>\n</li>\n<li>a</li>\n</ul>"
    );
}

/// The parser splits the text of a paragraph into several events.
#[test]
fn adjacent_text_nodes_are_merged() {
    let document = html_writer::parse("a\\*b &amp; <i>c</i> [d](e) f\ng");
    let paragraph = render::render_block(&document.blocks[0], &[]);
    assert_eq!(
        paragraph.children,
        [Node::Text("a*b & <i>c</i> d f\ng".into())]
    );
}

#[test]
fn headings_start_at_h3() {
    let document = html_writer::parse("# a\n## b\n### c\n#### d\n##### e\n###### f\n\ng\n===");
    let levels = [
        HeadingLevel::H3,
        HeadingLevel::H4,
        HeadingLevel::H5,
        HeadingLevel::H6,
        HeadingLevel::H6,
        HeadingLevel::H6,
        HeadingLevel::H3,
    ];
    let elements = document
        .blocks
        .iter()
        .map(|block| render::render_block(block, &[]));
    let tags: Vec<Tag> = elements.map(|element| element.tag).collect();
    assert_eq!(tags, levels.map(Tag::Heading));
    assert_eq!(rendered("# a"), "<h3>a</h3>");
}

#[test]
fn every_block_has_a_dir_attribute_and_its_descendants_have_none() {
    let text = "# a\n\nb\n\n- c\n  - d\n\n> e\n\n```\nf\n```\n\n|g|\n|-|\n\n<h>\n\n***";
    for block in &html_writer::parse(text).blocks {
        let element = render::render_block(block, &[]);
        assert_eq!(element.direction, Direction::Auto);
        assert!(element.attributes().contains(&("dir", "auto".into())));
    }
    assert_eq!(html_writer::full_html(text).matches(" dir=").count(), 8);
}

#[test]
fn a_soft_line_break_is_white_space_and_a_hard_one_is_an_element() {
    assert_eq!(rendered("a\nb"), "<p>a\nb</p>");
    assert_eq!(rendered("a  \nb\\\nc"), "<p>a<br />\nb<br />\nc</p>");
}

#[test]
fn a_code_language_is_a_plain_word() {
    let language = |info| CodeLanguage::parse(info).map(|language| language.as_str().to_owned());
    let longest = "a".repeat(32);
    for valid in [
        "rust",
        "C++",
        "c#",
        "objective-c",
        "asp.net",
        "a_1",
        &longest,
    ] {
        assert_eq!(language(valid).as_deref(), Some(valid));
    }
    assert_eq!(language(" rust,ignore more"), None);
    assert_eq!(language(" rust more").as_deref(), Some("rust"));
    for invalid in [
        "",
        " ",
        "a\"b",
        "<b>",
        "a=b",
        "é",
        "a\u{202e}",
        &"a".repeat(33),
    ] {
        assert_eq!(language(invalid), None, "{invalid:?}");
    }
    let html = html_writer::full_html("```rust\na\n```");
    assert_eq!(
        html.trim_end(),
        "<pre data-language=\"rust\" dir=\"auto\"><code>a\n</code></pre>"
    );
}

#[test]
fn cells_have_data_align_and_never_a_style() {
    let html = html_writer::full_html("|a|b|c|d|\n|-|:-|:-:|-:|\n|1|2|3|4|");
    let cells: Vec<&str> = html
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
    assert_eq!(Alignment::Start.css_value(), "start");
}

#[test]
fn a_task_has_a_disabled_checkbox() {
    let html = html_writer::full_html("- [x] a");
    let expected = "<li><input type=\"checkbox\" disabled=\"\" checked=\"\" /> a</li>";
    assert!(html.contains(expected), "{html}");
}

#[test]
fn an_ordered_list_keeps_its_start_number() {
    assert!(rendered("7. a").starts_with("<ol start=\"7\">"));
    assert!(rendered("0) a").starts_with("<ol start=\"0\">"));
    assert!(rendered("1. a").starts_with("<ol>"));
}

/// The parser has each of these extensions, and all of them stay off: they would allow ids, classes
/// and handlers chosen by the author, or text that disappears.
#[test]
fn extensions_beyond_gfm_are_plain_text() {
    assert_eq!(
        rendered("# a {#b .c onclick=d}"),
        "<h3>a {#b .c onclick=d}</h3>"
    );
    assert_eq!(
        rendered("a[^1]\n\n[^1]: b c"),
        "<p>a[^1]</p>\n<p>[^1]: b c</p>"
    );
    assert_eq!(rendered("---\na: b\n---"), "<hr />\n<h4>a: b</h4>");
    assert_eq!(rendered("+++\na\n+++"), "<p>+++\na\n+++</p>");
    assert_eq!(rendered("[[a]]"), "<p>[[a]]</p>");
    assert_eq!(
        rendered("$a$ ^b^ \"c\" -- d..."),
        "<p>$a$ ^b^ &quot;c&quot; -- d...</p>"
    );
    assert_eq!(rendered("a\n: b"), "<p>a\n: b</p>");
    assert_eq!(
        rendered("> [!NOTE]\n> a"),
        "<blockquote>\n<p>[!NOTE]\na</p>\n</blockquote>"
    );
}

#[test]
fn nul_becomes_the_replacement_character() {
    assert_eq!(
        rendered("a\0b `\0`"),
        "<p>a\u{fffd}b <code>\u{fffd}</code></p>"
    );
    assert_eq!(rendered("a*\0b*"), rendered("a*\u{fffd}b*"));
}

#[test]
fn a_block_has_its_source_range() {
    let text = "\0a\u{fffd}\0\n\n\0\0b\n\n```\n\0\n```\n\n***";
    let document = html_writer::parse(text);
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
fn text_without_content_is_an_empty_document() {
    for text in ["", " ", "\n\n", "[a]: /b"] {
        assert_eq!(html_writer::parse(text), Document::default());
    }
}

#[test]
fn the_common_ends_exclude_only_the_changed_blocks() {
    let before = html_writer::parse("a\n\nb\n\nc\n\nd");
    let ends_of = |text| html_writer::parse(text).common_ends_with(&before);
    assert_eq!(ends_of("a\n\nb\n\nc\n\nd"), CommonEnds { head: 4, tail: 0 });
    assert_eq!(
        ends_of("a\n\nlonger\n\nc\n\nd"),
        CommonEnds { head: 1, tail: 2 }
    );
    assert_eq!(
        ends_of("new\n\na\n\nb\n\nc\n\nd"),
        CommonEnds { head: 0, tail: 4 }
    );
    assert_eq!(ends_of("a\n\nd"), CommonEnds { head: 1, tail: 1 });
    assert_eq!(
        ends_of("a\n\nb\n\nb\n\nc\n\nd"),
        CommonEnds { head: 2, tail: 2 }
    );
    assert_eq!(ends_of(""), CommonEnds { head: 0, tail: 0 });
}

/// The source of the first block stays the same, but its link now has a destination.
#[test]
fn a_definition_below_changes_the_block_above() {
    let before = html_writer::parse("[a]\n\nb");
    let after = html_writer::parse("[a]\n\nb\n\n[a]: https://example.com");
    assert_eq!(before.blocks[0].source, after.blocks[0].source);
    assert_eq!(
        after.common_ends_with(&before),
        CommonEnds { head: 0, tail: 1 }
    );
}
