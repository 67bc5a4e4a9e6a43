//! Conversion of pasted HTML to Markdown.

use open_ticket::editor::{HtmlNode, MAX_HTML_DEPTH, MAX_HTML_NODES, html_to_markdown};

use super::rendered_text::outline;

/// Returns an element with attributes written as `name=value`.
pub fn element(name: &str, attributes: &[&str], children: Vec<HtmlNode>) -> HtmlNode {
    let pair = |pair: &&str| {
        let (name, value) = pair.split_once('=').unwrap();
        (name.to_owned(), value.to_owned())
    };
    HtmlNode::Element {
        name: name.to_owned(),
        attributes: attributes.iter().map(pair).collect(),
        children,
    }
}

pub fn text(text: &str) -> HtmlNode {
    HtmlNode::Text(text.to_owned())
}

/// Returns an element that contains text.
fn text_in(name: &str, content: &str) -> HtmlNode {
    element(name, &[], vec![text(content)])
}

/// Returns an element that contains nodes.
fn nodes_in<const N: usize>(name: &str, children: [HtmlNode; N]) -> HtmlNode {
    element(name, &[], children.into())
}

#[track_caller]
fn assert_markdown<const N: usize>(nodes: [HtmlNode; N], markdown: &str) {
    assert_eq!(html_to_markdown(&nodes).as_deref(), Some(markdown));
}

#[test]
fn bold_italic_strikethrough_and_code_are_converted() {
    assert_markdown(
        [text("a "), text_in("b", "b"), text(" "), text_in("em", "c")],
        "a **b** *c*",
    );
    assert_markdown(
        [text_in("del", "a"), text(" "), text_in("kbd", "b`")],
        "~~a~~ `` b` ``",
    );
    assert_markdown(
        [nodes_in("strong", [text("a "), text_in("i", "b")])],
        "**a _b_**",
    );
    assert_markdown([text_in("b", "a"), text_in("strong", "b")], "**ab**");
}

#[test]
fn white_space_at_the_edge_of_a_style_moves_outside() {
    assert_markdown([text("a"), text_in("b", " b "), text("c")], "a **b** c");
    assert_markdown([text("a"), text_in("b", " "), text_in("i", "b")], "a *b*");
}

#[test]
fn punctuation_that_would_break_a_delimiter_moves_outside() {
    assert_markdown([text_in("b", "Note:"), text("text")], "**Note**:text");
    assert_markdown([text_in("b", "Note:"), text(" text")], "**Note:** text");
}

#[test]
fn inline_css_of_google_docs_and_word_is_converted() {
    let span = |css: &str| element("span", &[&format!("style={css}")], vec![text("a")]);
    assert_markdown([span("color:red; font-weight: 700")], "**a**");
    assert_markdown([span("FONT-STYLE:italic;")], "*a*");
    assert_markdown([span("text-decoration:line-through")], "~~a~~");
    let plain = element("b", &["style=font-weight:normal"], vec![text_in("i", "a")]);
    assert_markdown([plain], "*a*");
}

#[test]
fn only_http_https_mailto_and_tel_links_are_kept() {
    let link = |href: &str| element("a", &[&format!("href={href}")], vec![text("a")]);
    assert_markdown([link("https://x.org/?a=b")], "[a](https://x.org/?a=b)");
    assert_markdown([link("MAILTO:a@b.org")], "[a](MAILTO:a@b.org)");
    assert_markdown([link("tel:+1")], "[a](tel:+1)");
    assert_markdown(
        [link("https://x.org/a b)<")],
        "[a](https://x.org/a%20b%29%3C)",
    );
    assert_markdown([link(" ht\ntps://x.org")], "[a](https://x.org)");
    for rejected in [
        "javascript:alert(1)",
        "java\nscript:a",
        "data:a",
        "/a",
        "#a",
        "x.org",
        "",
    ] {
        assert_eq!(html_to_markdown(&[link(rejected)]), None, "{rejected}");
    }
}

#[test]
fn a_link_that_shows_its_url_becomes_an_autolink() {
    let link = element(
        "a",
        &["href=https://x.org/_a_"],
        vec![text("https://x.org/_a_")],
    );
    assert_markdown([link], "<https://x.org/_a_>");
}

#[test]
fn a_link_after_an_exclamation_mark_does_not_become_an_image() {
    let link = element("a", &["href=https://x.org"], vec![text("a")]);
    assert_markdown([text("wow!"), link], r"wow\![a](https://x.org)");
}

#[test]
fn a_link_with_code_as_its_text_does_not_become_a_link_definition() {
    let link = element("a", &["href=https://x.org"], vec![text_in("code", "]:")]);
    assert_markdown([link], r"[\]:](https://x.org)");
}

#[test]
fn images_become_their_alternative_text() {
    let image = |alt: &str| {
        element(
            "img",
            &["src=https://x.org/a.png", &format!("alt={alt}")],
            vec![],
        )
    };
    assert_markdown([text("a "), image("b_ ")], r"a b\_");
    assert_eq!(html_to_markdown(&[text("a"), image("")]), None);
}

#[test]
fn blocks_are_separated_by_blank_lines() {
    assert_markdown(
        [
            text_in("h2", "A "),
            text("\n "),
            text_in("p", "b"),
            text_in("hr", ""),
            nodes_in("div", [text_in("b", "c"), text_in("p", "d")]),
        ],
        "## A\n\nb\n\n---\n\n**c**\n\nd",
    );
}

#[test]
fn line_breaks_are_kept_in_paragraphs_and_removed_in_headings() {
    assert_markdown(
        [nodes_in(
            "p",
            [text_in("b", "a"), element("br", &[], vec![]), text(" b")],
        )],
        "**a**  \nb",
    );
    assert_markdown(
        [nodes_in(
            "h1",
            [text("a"), element("br", &[], vec![]), text("b")],
        )],
        "# a b",
    );
}

#[test]
fn lists_are_nested_and_numbered() {
    let inner = nodes_in("ul", [text_in("li", "b"), text_in("li", "c")]);
    assert_markdown(
        [nodes_in(
            "ol",
            [
                nodes_in("li", [text("a"), inner.clone()]),
                text_in("li", "d"),
            ],
        )],
        "1. a\n   - b\n   - c\n2. d",
    );
    assert_markdown(
        [element(
            "ol",
            &["start=9"],
            vec![text_in("li", "a"), text_in("li", "b")],
        )],
        "9. a\n10. b",
    );
    let item = nodes_in("li", [text_in("p", "a"), text_in("p", "b")]);
    assert_markdown(
        [nodes_in("ul", [item, text_in("li", "c")])],
        "- a\n\n  b\n- c",
    );
}

#[test]
fn checkboxes_in_lists_become_tasks() {
    let item =
        |attributes: &[&str]| nodes_in("li", [element("input", attributes, vec![]), text(" a")]);
    assert_markdown(
        [nodes_in(
            "ul",
            [
                item(&["type=checkbox"]),
                item(&["type=checkbox", "checked="]),
                item(&["type=text"]),
            ],
        )],
        "- [ ] a\n- [x] a\n- a",
    );
}

#[test]
fn quotes_contain_blocks() {
    assert_markdown(
        [nodes_in(
            "blockquote",
            [
                text_in("p", "a"),
                nodes_in("blockquote", [text_in("p", "b")]),
            ],
        )],
        "> a\n>\n> > b",
    );
}

#[test]
fn code_keeps_its_lines_and_its_language() {
    let code = element(
        "code",
        &["class=x language-rust"],
        vec![text("let a;\n"), text_in("b", "*b*\n")],
    );
    assert_markdown([nodes_in("pre", [code])], "```rust\nlet a;\n*b*\n```");
}

#[test]
fn tables_become_tables() {
    let row = |name: &str, a: &str, b: &str| {
        nodes_in("tr", [text_in(name, a), text("\n"), text_in(name, b)])
    };
    let head = nodes_in("thead", [row("th", "A", "B|C")]);
    let body = nodes_in(
        "tbody",
        [
            row("td", "1\n", "*"),
            nodes_in(
                "tr",
                [element("td", &["colspan=2"], vec![text_in("code", "|")])],
            ),
        ],
    );
    assert_markdown(
        [nodes_in("table", [text_in("caption", "T"), head, body])],
        "T\n\n| A | B\\|C |\n| --- | --- |\n| 1 | \\* |\n| `\\|` |  |",
    );
}

#[test]
fn a_single_column_table_is_layout() {
    let cell = |children: Vec<HtmlNode>| nodes_in("tr", [element("td", &[], children)]);
    assert_markdown(
        [nodes_in(
            "table",
            [
                cell(vec![text_in("h1", "a")]),
                cell(vec![text_in("p", "b"), text_in("p", "c")]),
            ],
        )],
        "# a\n\nb\n\nc",
    );
}

#[test]
fn text_that_looks_like_markdown_is_escaped() {
    assert_markdown(
        [text_in("b", "a"), text(" *b* [c](d) `e` <f> &g; h_i _j_")],
        r"**a** \*b\* \[c\](d) \`e\` \<f> \&g; h_i \_j\_",
    );
    for line in [
        "# a", "- a", "1. a", "> a", "---", "===", "```", "~~~", "+ a", "| a |",
    ] {
        let markdown = html_to_markdown(&[text_in("p", line), text_in("b", "x")]).unwrap();
        assert_eq!(outline(&markdown), format!("p({line}) p(strong(x))"));
    }
}

#[test]
fn html_without_formatting_is_not_converted() {
    for nodes in [
        vec![],
        vec![text("a")],
        vec![
            text_in("p", "a"),
            nodes_in("div", [text_in("span", "b"), element("br", &[], vec![])]),
        ],
        vec![text_in("b", " "), text_in("ul", ""), text_in("style", "b")],
        vec![
            text_in("script", "a"),
            nodes_in("head", [text_in("b", "a")]),
        ],
    ] {
        assert_eq!(html_to_markdown(&nodes), None, "{nodes:?}");
    }
}

#[test]
fn hidden_elements_are_dropped() {
    assert_markdown(
        [
            text_in("style", "p{}"),
            text_in("b", "a"),
            text_in("script", "b"),
        ],
        "**a**",
    );
}

#[test]
fn html_beyond_the_limits_is_not_converted() {
    let many = |count: usize| vec![text_in("b", "a"); count / 2];
    assert!(html_to_markdown(&many(MAX_HTML_NODES)).is_some());
    assert_eq!(html_to_markdown(&many(MAX_HTML_NODES + 2)), None);
    let deep = |depth: usize| {
        (1..depth).fold(text_in("b", "a"), |content, _| {
            nodes_in("blockquote", [content])
        })
    };
    assert!(html_to_markdown(&[deep(MAX_HTML_DEPTH - 1)]).is_some());
    assert_eq!(html_to_markdown(&[deep(MAX_HTML_DEPTH)]), None);
}
