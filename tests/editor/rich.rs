//! Rich text that is pasted.

use open_ticket::editor::{MAX_DEPTH, MAX_NODES, Pasted, markdown_of};

use crate::seen::tree;

/// An element; attributes as `name=value`.
pub fn element(name: &str, attributes: &[&str], children: Vec<Pasted>) -> Pasted {
    let pair = |pair: &&str| {
        let (name, value) = pair.split_once('=').unwrap();
        (name.to_owned(), value.to_owned())
    };
    Pasted::Element {
        name: name.to_owned(),
        attributes: attributes.iter().map(pair).collect(),
        children,
    }
}

pub fn text(text: &str) -> Pasted {
    Pasted::Text(text.to_owned())
}

/// An element with a text.
fn of(name: &str, inside: &str) -> Pasted {
    element(name, &[], vec![text(inside)])
}

/// An element with elements.
fn with<const N: usize>(name: &str, children: [Pasted; N]) -> Pasted {
    element(name, &[], children.into())
}

#[track_caller]
fn becomes<const N: usize>(nodes: [Pasted; N], markdown: &str) {
    assert_eq!(markdown_of(&nodes).as_deref(), Some(markdown));
}

#[test]
fn marks_become_marks() {
    becomes(
        [text("a "), of("b", "b"), text(" "), of("EM", "c")],
        "a **b** *c*",
    );
    becomes(
        [of("del", "a"), text(" "), of("kbd", "b`")],
        "~~a~~ `` b` ``",
    );
    becomes([with("strong", [text("a "), of("i", "b")])], "**a _b_**");
    becomes([of("b", "a"), of("strong", "b")], "**ab**");
}

#[test]
fn blanks_inside_of_marks_come_to_stand_outside() {
    becomes([text("a"), of("b", " b "), text("c")], "a **b** c");
    becomes([text("a"), of("b", " "), of("i", "b")], "a *b*");
}

#[test]
fn punctuation_that_would_break_a_mark_comes_to_stand_outside() {
    becomes([of("b", "Note:"), text("text")], "**Note**:text");
    becomes([of("b", "Note:"), text(" text")], "**Note:** text");
}

#[test]
fn looks_count_as_google_and_word_write_them() {
    let span = |css: &str| element("span", &[&format!("style={css}")], vec![text("a")]);
    becomes([span("color:red; font-weight: 700")], "**a**");
    becomes([span("FONT-STYLE:italic;")], "*a*");
    becomes([span("text-decoration:line-through")], "~~a~~");
    let plain = element("b", &["style=font-weight:normal"], vec![of("i", "a")]);
    becomes([plain], "*a*");
}

#[test]
fn links_lead_to_the_web_to_mailboxes_and_telephones_only() {
    let link = |href: &str| element("a", &[&format!("href={href}")], vec![text("a")]);
    becomes([link("https://x.org/?a=b")], "[a](https://x.org/?a=b)");
    becomes([link("MAILTO:a@b.org")], "[a](MAILTO:a@b.org)");
    becomes([link("tel:+1")], "[a](tel:+1)");
    becomes(
        [link("https://x.org/a b)<")],
        "[a](https://x.org/a%20b%29%3C)",
    );
    becomes([link(" ht\ntps://x.org")], "[a](https://x.org)");
    for refused in [
        "javascript:alert(1)",
        "java\nscript:a",
        "data:a",
        "/a",
        "#a",
        "x.org",
        "",
    ] {
        assert_eq!(markdown_of(&[link(refused)]), None, "{refused}");
    }
}

#[test]
fn a_link_that_shows_its_address_is_written_short() {
    let link = element(
        "a",
        &["href=https://x.org/_a_"],
        vec![text("https://x.org/_a_")],
    );
    becomes([link], "<https://x.org/_a_>");
}

#[test]
fn a_link_behind_an_exclamation_mark_is_no_image() {
    let link = element("a", &["href=https://x.org"], vec![text("a")]);
    becomes([text("wow!"), link], r"wow\![a](https://x.org)");
}

#[test]
fn a_link_of_code_defines_no_link() {
    let link = element("a", &["href=https://x.org"], vec![of("code", "]:")]);
    becomes([link], r"[\]:](https://x.org)");
}

#[test]
fn images_are_their_alternative_texts() {
    let image = |alt: &str| {
        element(
            "img",
            &["src=https://x.org/a.png", &format!("alt={alt}")],
            vec![],
        )
    };
    becomes([text("a "), image("b_ ")], r"a b\_");
    assert_eq!(markdown_of(&[text("a"), image("")]), None);
}

#[test]
fn blocks_are_parted_by_blank_lines() {
    becomes(
        [
            of("h2", "A "),
            text("\n "),
            of("p", "b"),
            of("hr", ""),
            with("div", [of("b", "c"), of("p", "d")]),
        ],
        "## A\n\nb\n\n---\n\n**c**\n\nd",
    );
}

#[test]
fn lines_stay_lines() {
    becomes(
        [with(
            "p",
            [of("b", "a"), element("br", &[], vec![]), text(" b")],
        )],
        "**a**  \nb",
    );
    becomes(
        [with(
            "h1",
            [text("a"), element("br", &[], vec![]), text("b")],
        )],
        "# a b",
    );
}

#[test]
fn lists_nest_and_count() {
    let inner = with("ul", [of("li", "b"), of("li", "c")]);
    becomes(
        [with(
            "ol",
            [with("li", [text("a"), inner.clone()]), of("li", "d")],
        )],
        "1. a\n   - b\n   - c\n2. d",
    );
    becomes(
        [element(
            "ol",
            &["start=9"],
            vec![of("li", "a"), of("li", "b")],
        )],
        "9. a\n10. b",
    );
    becomes(
        [with(
            "ul",
            [with("li", [of("p", "a"), of("p", "b")]), inner],
        )],
        "- a\n\n  b\n- - b\n  - c",
    );
}

#[test]
fn boxes_in_lists_are_tasks() {
    let item = |boxed: &[&str]| with("li", [element("input", boxed, vec![]), text(" a")]);
    becomes(
        [with(
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
fn quotes_hold_blocks() {
    becomes(
        [with(
            "blockquote",
            [of("p", "a"), with("blockquote", [of("p", "b")])],
        )],
        "> a\n>\n> > b",
    );
}

#[test]
fn code_keeps_its_lines_and_its_language() {
    let code = element(
        "code",
        &["class=x language-rust"],
        vec![text("let a;\n"), of("b", "*b*\n")],
    );
    becomes([with("pre", [code])], "```rust\nlet a;\n*b*\n```");
}

#[test]
fn tables_become_tables() {
    let row = |name: &str, a: &str, b: &str| with("tr", [of(name, a), text("\n"), of(name, b)]);
    let head = with("thead", [row("th", "A", "B|C")]);
    let body = with(
        "tbody",
        [
            row("td", "1\n", "*"),
            with("tr", [element("td", &["colspan=2"], vec![of("code", "|")])]),
        ],
    );
    becomes(
        [with("table", [of("caption", "T"), head, body])],
        "T\n\n| A | B\\|C |\n| --- | --- |\n| 1 | \\* |\n| `\\|` |  |",
    );
}

#[test]
fn a_table_of_one_column_is_layout() {
    let cell = |children: Vec<Pasted>| with("tr", [element("td", &[], children)]);
    becomes(
        [with(
            "table",
            [
                cell(vec![of("h1", "a")]),
                cell(vec![of("p", "b"), of("p", "c")]),
            ],
        )],
        "# a\n\nb\n\nc",
    );
}

#[test]
fn text_that_looks_like_markdown_is_shown_as_it_is() {
    becomes(
        [of("b", "a"), text(" *b* [c](d) `e` <f> &g; h_i _j_")],
        r"**a** \*b\* \[c\](d) \`e\` \<f> \&g; h_i \_j\_",
    );
    for line in [
        "# a", "- a", "1. a", "> a", "---", "===", "```", "~~~", "+ a", "| a |",
    ] {
        let markdown = markdown_of(&[of("p", line), of("b", "x")]).unwrap();
        assert_eq!(tree(&markdown), format!("p({line}) p(strong(x))"));
    }
}

#[test]
fn plain_text_is_left_to_plain_text() {
    for nodes in [
        vec![],
        vec![text("a")],
        vec![
            of("p", "a"),
            with("div", [of("span", "b"), element("br", &[], vec![])]),
        ],
        vec![of("b", " "), of("ul", ""), of("style", "b")],
        vec![of("script", "a"), with("head", [of("b", "a")])],
    ] {
        assert_eq!(markdown_of(&nodes), None, "{nodes:?}");
    }
}

#[test]
fn what_nobody_sees_is_left_out() {
    becomes(
        [of("style", "p{}"), of("b", "a"), of("script", "b")],
        "**a**",
    );
}

#[test]
fn there_is_an_end_to_what_is_read() {
    let many = |count: usize| vec![of("b", "a"); count / 2];
    assert!(markdown_of(&many(MAX_NODES)).is_some());
    assert_eq!(markdown_of(&many(MAX_NODES + 2)), None);
    let deep =
        |depth: usize| (1..depth).fold(of("b", "a"), |inside, _| with("blockquote", [inside]));
    assert!(markdown_of(&[deep(MAX_DEPTH - 1)]).is_some());
    assert_eq!(markdown_of(&[deep(MAX_DEPTH)]), None);
}
