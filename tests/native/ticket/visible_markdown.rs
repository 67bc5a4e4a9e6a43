//! Messages that render to nothing.

use open_ticket::markdown::{parse, render};
use open_ticket::rules::Markdown;
use open_ticket::ticket::{InvalidText, Message, MessageFormat, is_blank};
use proptest::prelude::*;

#[test]
fn a_message_that_renders_to_nothing_is_missing() {
    for text in [
        "[a]: https://example.com",
        "[a]: <https://example.com> \"title\"\n\n[b]: /b 'title'\n[c]: c (title)",
        "[a]:\n/url\n\"title\"",
        "[//]: # (a comment)",
        "[^1]: note",
        "<!-- a comment -->",
        "<!-- a\n\ncomment -->\n\n[a]: b",
        "<!---->",
        "<!-- a --> <!-- b -->",
        "> <!-- a -->",
        "#",
        "## ",
        ">",
        "> >",
        "-",
        "1.",
        "* > -",
        "- [a]: b",
        "```\n```",
        "~~~ rust\n\n~~~~",
        "&nbsp;",
        "&#8203;&#x200B; &zwj;\n&ZeroWidthSpace;",
        "\u{200b}\n\n\u{2800}",
        "\u{feff}<!-- -->",
    ] {
        assert_eq!(Message::markdown(text), Err(InvalidText::Blank), "{text:?}");
        let plain = Message::parse(text, MessageFormat::Plain);
        assert_eq!(plain.is_err(), is_blank(text), "{text:?}");
    }
}

/// The stack must not grow with the number of comments, and the time only with the length of the line.
#[test]
fn a_line_of_many_comments_or_markers_is_checked() {
    let comments = "<!-->".repeat(200_000);
    let markers = ">".repeat(120_000) + &" ".repeat(120_000);
    for blank in [&comments, &markers] {
        assert_eq!(Message::markdown(blank), Err(InvalidText::Blank));
        assert!(Message::markdown(&format!("{blank}\nx")).is_ok());
    }
}

#[test]
fn a_message_that_shows_something_is_accepted() {
    for text in [
        "a",
        "[a]",
        "[a]:",
        "[a]:\n\nb",
        "[a]: b c",
        "[]: b",
        "# [a]: b",
        "    [a]: b",
        "\t[a]: b",
        "&nbsp;\n[a]: b",
        "[a]: b\nc",
        "[a]: b\n> \"title\"",
        "`[a]: b`",
        "```\n[a]: b\n```",
        "```\n~~~\n```",
        "~~~\n~~~\t",
        "```\n<!-- a -->\n```",
        "<!-- a --> b",
        "<!-- a -->\nb",
        "<!-- a",
        "<!-->\nb\n-->",
        "> <!-- a\nb -->",
        "<!-- a --> <!-- b\nc",
        "\\",
        "?",
        "...",
        "***",
        "&amp;",
        "&nbsp;.",
        "&#0;",
        "<br>",
        "1)a",
        "#a",
    ] {
        assert_eq!(Message::markdown(text).unwrap().as_str(), text);
    }
}

/// Returns the text of a node. Comments are raw HTML, which this project shows as text, but WHMCS
/// may not.
fn visible_text(node: &render::Node<'_>, text: &mut String) {
    match node {
        render::Node::Text(part) => text.push_str(part),
        render::Node::Element(element) => {
            for child in &element.children {
                visible_text(child, text);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    /// A message that is refused as missing cannot be sent, so this must never happen to one that
    /// shows something.
    #[test]
    fn a_message_is_missing_only_if_the_parser_shows_nothing(
        parts in prop::collection::vec(prop::sample::select(vec![
            "[a]", ":", ": b", "[a]: b", "\n", "\n\n", " ", "    ", "\t", "> ", "- ", "# ", "1. ",
            "```", "~~~", "`", "\"t\"", "(t)", "'t'", "<b>", "<", "&nbsp;", "&#8203;", "\u{200b}",
            "\\", "[", "]", "*", "=", "\r\n", "<!-- c -->", "<!-- c", "c -->", "<!-->", "\u{2800}",
        ]), 1..9),
    ) {
        let text = parts.concat();
        if Message::markdown(&text).is_err() {
            let document = parse(&text, Markdown::default());
            let mut shown = String::new();
            for block in &document.blocks {
                let element = render::render_block(block, &[]);
                visible_text(&render::Node::Element(element), &mut shown);
                shown.push('\n');
            }
            prop_assert!(is_blank(&without_comments(&shown)), "{:?} shows {:?}", text, shown);
        }
    }
}

fn without_comments(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        // In `<!-->`, the start and the end share their hyphens.
        let after = comment.strip_prefix('>').or(comment.strip_prefix("->"));
        match after.or(comment.split_once("-->").map(|(_, after)| after)) {
            Some(after) => rest = after,
            None => return kept + rest,
        }
    }
    kept + rest
}
