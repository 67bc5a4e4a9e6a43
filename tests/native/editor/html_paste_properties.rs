//! Properties of all pasted HTML: its Markdown renders like the HTML.

use open_ticket::editor::{HtmlNode, html_to_markdown};
use proptest::prelude::*;

use super::random_text::config;
use super::{
    html_paste::{element, text},
    rendered_text::{StyledChar, rendered_chars, rendered_text},
};

const WORDS: [&str; 36] = [
    "a",
    "b",
    "word",
    " ",
    "a b",
    "é",
    ".",
    ":",
    "!",
    "(",
    ")",
    "\"",
    "*",
    "**",
    "_",
    "`",
    "~",
    "<",
    "&",
    "[",
    "]",
    "\\",
    "#",
    "- ",
    "+ ",
    "1. ",
    "> ",
    "|",
    "—",
    "“",
    "🎉",
    "你好",
    "\n",
    "=",
    "\u{a0}",
    "10\u{a0}000",
];

/// Only letters and spaces: they keep every style that Markdown can express.
const LETTERS: [&str; 7] = ["a", "b", "word", " ", "a b", "é", "你好"];

fn line(words: &'static [&'static str]) -> impl Strategy<Value = Vec<HtmlNode>> {
    let names = ["b", "i", "del", "code", "span", "a"];
    let leaf = prop::sample::select(words).prop_map(text);
    let node = leaf.prop_recursive(4, 24, 5, move |inner| {
        let children = prop::collection::vec(inner, 1..5);
        (prop::sample::select(names.to_vec()), children).prop_map(|(name, children)| {
            let link: &[&str] = if name == "a" {
                &["href=https://x.org/"]
            } else {
                &[]
            };
            element(name, link, children)
        })
    });
    prop::collection::vec(node, 1..6)
}

/// Returns the characters that a browser renders for HTML.
fn html_chars(nodes: &[HtmlNode]) -> Vec<StyledChar> {
    let mut all = Vec::new();
    nodes.iter().for_each(|node| add(node, &[], &mut all));
    let mut chars: Vec<StyledChar> = Vec::new();
    for (c, styles) in all {
        if c != ' ' || chars.last().is_some_and(|(last, _)| *last != ' ') {
            chars.push((c, styles));
        }
    }
    while chars.last().is_some_and(|(last, _)| *last == ' ') {
        chars.pop();
    }
    if chars.iter().all(|(c, _)| c.is_whitespace()) {
        chars.clear();
    }
    chars
}

fn add(node: &HtmlNode, styles: &[String], chars: &mut Vec<StyledChar>) {
    match node {
        HtmlNode::Text(text) => {
            let rendered = text
                .chars()
                .map(|c| if c.is_ascii_whitespace() { ' ' } else { c });
            chars.extend(rendered.map(|c| (c, styles.to_vec())));
        }
        HtmlNode::Element { name, children, .. } => {
            let mut styles = styles.to_vec();
            styles.push(match name.as_str() {
                "b" => "strong".to_owned(),
                "i" => "em".to_owned(),
                "a" => "https://x.org/".to_owned(),
                name => name.to_owned(),
            });
            styles.retain(|style| style != "span");
            styles.sort();
            styles.dedup();
            children.iter().for_each(|child| add(child, &styles, chars));
        }
    }
}

fn plain_text(chars: &[StyledChar]) -> String {
    chars.iter().map(|(c, _)| c).collect()
}

/// Returns the letters with their styles. Letters in code have no other style, except a link.
fn styled_letters(chars: Vec<StyledChar>) -> Vec<StyledChar> {
    let mut letters: Vec<StyledChar> = chars.into_iter().filter(|(c, _)| *c != ' ').collect();
    for (_, styles) in &mut letters {
        if styles.iter().any(|style| style == "code") {
            styles.retain(|style| style == "code" || style.starts_with("https"));
        }
    }
    letters
}

proptest! {
    #![proptest_config(config(1_000))]

    #[test]
    fn exactly_the_characters_of_the_html_are_rendered(nodes in line(&WORDS)) {
        if let Some(markdown) = html_to_markdown(&nodes) {
            prop_assert_eq!(rendered_text(&markdown), plain_text(&html_chars(&nodes)), "{}", markdown);
        }
    }

    #[test]
    fn letters_never_gain_a_style(nodes in line(&LETTERS)) {
        if let Some(markdown) = html_to_markdown(&nodes) {
            let before = styled_letters(html_chars(&nodes));
            let after = styled_letters(rendered_chars(&markdown));
            for ((c, before), (_, after)) in before.iter().zip(&after) {
                prop_assert!(after.iter().all(|style| before.contains(style)), "{} in {}", c, markdown);
            }
        }
    }

    #[test]
    fn any_tree_is_processed(
        nodes in line(&WORDS),
        names in prop::collection::vec(
            "[a-z]{1,3}|h[1-6]|li|ul|ol|td|tr|table|blockquote|pre",
            1..9,
        ),
    ) {
        let tree = names.iter().fold(nodes, |content, name| vec![element(name, &[], content)]);
        let _ = html_to_markdown(&tree);
    }
}
