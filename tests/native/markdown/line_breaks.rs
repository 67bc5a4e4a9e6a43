//! Line breaks in written and rendered messages.

use open_ticket::markdown::render::{Node, RenderOptions};
use open_ticket::markdown::{self, with_hard_breaks};
use open_ticket::rules::{LineBreaks, Markdown};
use proptest::prelude::*;

use super::html_writer::{self, RawHtml, rendered_with_breaks};
use super::properties::random_pieces;

fn written(text: &str) -> String {
    with_hard_breaks(text, Markdown::default()).into_owned()
}

/// Returns the rendered nodes of each block.
fn rendered_nodes(text: &str, line_breaks: LineBreaks) -> String {
    let document = markdown::parse(text, Markdown::default());
    let options = RenderOptions {
        attached_files: &[],
        line_breaks,
    };
    let blocks = document.blocks.iter();
    let nodes: Vec<_> = blocks
        .map(|block| Node::Element(options.render_block(block)))
        .collect();
    format!("{nodes:?}")
}

#[test]
fn a_line_break_in_a_paragraph_is_written_with_two_spaces() {
    for (text, expected) in [
        (
            "Hello\nsecond line\nRegards\nAda",
            "Hello  \nsecond line  \nRegards  \nAda",
        ),
        ("- one\n  two\n- three", "- one  \n  two\n- three"),
        ("> a\n> b\nlazy", "> a  \n> b  \nlazy"),
        ("**a\nb** [c\nd](/e)", "**a  \nb** [c  \nd](/e)"),
        ("a \nb", "a  \nb"),
        ("a\t\nb", "a\t  \nb"),
        ("a \t\nb", "a \t  \nb"),
        ("a\r\nb\r\n", "a  \r\nb\r\n"),
        ("a\rb", "a  \rb"),
        ("日本語\nテキスト", "日本語  \nテキスト"),
        ("`a\nb` c\nd", "`a\nb` c  \nd"),
    ] {
        assert_eq!(written(text), expected);
    }
}

#[test]
fn a_line_break_elsewhere_is_unchanged() {
    for text in [
        "one line",
        "a  \nb\\\nc",
        "a\n\nb\n",
        "```\na\nb\n```\n\n    c\n    d\n",
        "# a\n# b\n\nc\nd\n===\n",
        "|a|\n|-|\n|b|\n|c|\n",
        "<div>\na\nb\n</div>\n\nc <i\nd=\"e\n\">",
        "[a]: /b\n\"title\n2\"\n[c]:\n/d\n",
        "- a\n- b\n\n1. c\n2. d\n",
        "![a\nb](/c)",
        "`a\nb`",
        "[a](\n/b\n\"c\nd\")",
        "***\n---\n",
    ] {
        assert_eq!(written(text), text);
    }
}

#[test]
fn text_above_the_size_limit_is_unchanged() {
    let line = "log\n";
    let limit = (1 << 19) / line.len();
    assert_ne!(written(&line.repeat(limit)), line.repeat(limit));
    assert_eq!(written(&line.repeat(limit + 1)), line.repeat(limit + 1));
}

#[test]
fn a_line_break_is_rendered_as_one_in_paragraphs_only() {
    for (text, expected) in [
        ("a\nb", "<p>a<br />\nb</p>"),
        (
            "- a\n  b\n\n> *c\n> d*",
            "<ul>\n<li>a<br />\nb</li>\n</ul>\n<blockquote>\n<p><em>c<br />\nd</em></p>\n</blockquote>",
        ),
        ("```\na\nb\n```", "<pre><code>a\nb\n</code></pre>"),
        ("a\nb\n===", "<h3>a\nb</h3>"),
        ("<div>\na\n</div>", "<p>&lt;div&gt;\na\n&lt;/div&gt;</p>"),
        (
            "![a\nb](https://c.de)",
            "<p><a href=\"https://c.de\">a\nb</a></p>",
        ),
        ("- [x] a\n  b", "<ul>\n<li><input /> a<br />\nb</li>\n</ul>"),
    ] {
        assert_eq!(rendered_with_breaks(text, LineBreaks::Hard), expected);
        let without_breaks = expected.replace("<br />", "");
        assert_eq!(rendered_with_breaks(text, LineBreaks::Soft), without_breaks);
    }
}

/// CommonMark, section 6.7: a hard break needs two spaces, not a tab. The reference implementation
/// writes these results.
#[test]
fn white_space_other_than_two_spaces_makes_no_hard_break() {
    for (text, html) in [
        ("a\t\t\nb", "<p>a\nb</p>\n"),
        ("a \t\nb", "<p>a\nb</p>\n"),
        ("a\t \nb", "<p>a\nb</p>\n"),
        ("a\t  \nb", "<p>a<br />\nb</p>\n"),
        ("a   \nb", "<p>a<br />\nb</p>\n"),
    ] {
        let document = html_writer::parse(text);
        assert_eq!(
            html_writer::reference_html(&document, RawHtml::Verbatim),
            html,
            "{text:?}"
        );
    }
}

fn message() -> impl Strategy<Value = String> {
    prop_oneof![
        random_pieces(),
        "([a-z]{1,3}|[ >*_~#()!.,<=:;@/|`\\\\\n\t-]){0,60}",
        "(([a-z ]{0,6}|- |> |    |[0-9]\\. )[a-z*`]{0,4} {0,3}\n{1,2}){0,12}",
    ]
    // A message contains no NUL.
    .prop_map(|text| text.replace('\0', ""))
}

proptest! {
    /// Renderers with hard or with soft breaks show the same as the preview.
    #[test]
    fn every_renderer_shows_the_converted_message_like_the_preview(text in message()) {
        let preview = rendered_nodes(&text, LineBreaks::Hard);
        let written = written(&text);
        prop_assert_eq!(&rendered_nodes(&written, LineBreaks::Soft), &preview, "{:?}", written);
        prop_assert_eq!(&rendered_nodes(&written, LineBreaks::Hard), &preview);
    }

    #[test]
    fn with_hard_breaks_is_idempotent(text in message()) {
        let once = written(&text);
        prop_assert_eq!(written(&once), once);
    }

    #[test]
    fn only_spaces_at_line_ends_are_added(text in message()) {
        let trimmed = |text: &str| {
            let lines = text.split(['\n', '\r']).map(|line| line.trim_end_matches(' ').to_owned());
            lines.collect::<Vec<_>>()
        };
        prop_assert_eq!(trimmed(&written(&text)), trimmed(&text));
    }
}
