//! The parser of pasted HTML. `tests/browser` compares it with a browser's.

use open_ticket::editor::{HtmlNode, MAX_HTML_DEPTH, MAX_HTML_NODES, parse_html};
use open_ticket::markdown::decode_character_reference;
use proptest::prelude::*;

use super::html_paste::{element, text};

fn parse(html: &str) -> Option<Vec<HtmlNode>> {
    parse_html(html, decode_character_reference)
}

/// Returns a tree as nested names: `p(a b(c))`.
fn outline(nodes: &[HtmlNode]) -> String {
    let outline = |node: &HtmlNode| match node {
        HtmlNode::Text(text) => text.clone(),
        HtmlNode::Element {
            name,
            attributes,
            children,
        } => {
            let attributes: Vec<String> = attributes
                .iter()
                .map(|(name, value)| format!("@{name}={value}"))
                .collect();
            format!("{name}{}({})", attributes.concat(), self::outline(children))
        }
    };
    nodes.iter().map(outline).collect()
}

#[track_caller]
fn assert_parsed(cases: &[(&str, &str)]) {
    for (html, expected) in cases {
        assert_eq!(outline(&parse(html).unwrap()), *expected, "{html}");
    }
}

#[test]
fn tags_attributes_and_text_are_read() {
    assert_parsed(&[
        ("a<B>b</b >c", "ab(b)c"),
        (
            "<a HREF=x?a=1&amp;b=2 style='q:\"' class=\"a'b\">",
            "a@href=x?a=1&b=2@style=q:\"@class=a'b()",
        ),
        ("<a href=1 href=2 id=x onclick=y href =  '3'>", "a@href=1()"),
        (
            "<input type=checkbox checked/>x",
            "input@type=checkbox@checked=()x",
        ),
        ("<br/>a</br>b</p>", "br()abr()b"),
        ("1 < 2 <3 <> </> a<", "1 < 2 <3 <>  a<"),
        ("a<b", "a"),
        ("<p style=\"a", ""),
        ("<a =x href=y>", "a@href=y()"),
    ]);
}

#[test]
fn comments_scripts_and_declarations_are_dropped() {
    assert_parsed(&[
        (
            "<!doctype html><html><head><title>t</title></head><body>a",
            "title(t)body(a)",
        ),
        ("a<!-- <b> -->b<!-->c<!--->d<!-- x", "abcd"),
        (
            "<!--[if !supportLists]-->a<!--[endif]--><![if !x]>b<![endif]><?xml x?>c",
            "abc",
        ),
        (
            "<style><b>a</style >b<SCRIPT>'</scrip'</SCRIPT>c<style>d",
            "style()bscript()cstyle()",
        ),
        (
            "<html><body style=a><!--StartFragment-->b<body style=c></body></html>c",
            "body@style=a(bc)",
        ),
    ]);
}

#[test]
fn optional_end_tags_are_implied() {
    assert_parsed(&[
        ("<p>a<p>b<div>c<p>d</div>e", "p(a)p(b)div(cp(d))e"),
        (
            "<ul><li>a<ul><li>b<li>c</ul><li>d</ul>",
            "ul(li(aul(li(b)li(c)))li(d))",
        ),
        ("<li><p>a<li>b", "li(p(a))li(b)"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt(a)dd(b)dt(c))"),
        (
            "<table><td>a<td>b<tr><th>c<table><tr><td>d</table></table>e",
            "table(tr(td(a)td(b))tr(th(ctable(tr(td(d))))))e",
        ),
        (
            "<table><thead><tr><td>a<tbody><tr><td>b<tfoot><tr><td>c",
            "table(thead(tr(td(a)))tbody(tr(td(b)))tfoot(tr(td(c))))",
        ),
        (
            "<table><colgroup><col><tr><td>a",
            "table(colgroup(col())tr(td(a)))",
        ),
        ("<h1>a<h2>b</h1>c", "h1(a)h2(b)c"),
        (
            "<p>a<table><tr><td><p>b</table>c",
            "p(a)table(tr(td(p(b))))c",
        ),
        ("<div><span>a</div>b</span>", "div(span(a))b"),
        ("<svg><path/><path/></svg>a", "svg(path()path())a"),
        ("<pre>\n\na</pre>", "pre(\na)"),
    ]);
}

#[test]
fn an_end_tag_inside_of_another_element_ends_the_format_only() {
    assert_parsed(&[
        ("<b>a<i>b</b>c</i>d", "span(b(a)i(b(b)c)d)"),
        ("<b>a<p>b</b>c</p>d", "span(b(a)p(b(b)c)d)"),
        ("<a href=x>a<a href=y>b</a>", "a@href=x(a)a@href=y(b)"),
        ("<b><table><tr><td>a</b>b</table>", "b(table(tr(td(ab))))"),
    ]);
}

#[test]
fn character_references_are_decoded() {
    assert_parsed(&[
        (
            "&lt;b&gt; &amp;amp; &quot;&nbsp;&auml;&ouml;&euro;&ndash;&NotEqualTilde;",
            "<b> &amp; \"\u{a0}äö€–≂̸",
        ),
        (
            "&#65;&#x42;&#X43&#8212;x&#146;&#0;&#xD800;&#1114112;&#99999999999;",
            "ABC—x’\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
        ),
        (
            "AT&T &unknown; & &; &# &#x; a&b=c",
            "AT&T &unknown; & &; &# &#x; a&b=c",
        ),
        ("a\r\nb\rc\0d", "a\nb\ncd"),
    ]);
}

#[test]
fn html_beyond_the_limits_is_not_parsed() {
    assert!(parse(&"<b>a</b>".repeat(MAX_HTML_NODES / 2)).is_some());
    assert_eq!(parse(&"<b>a</b>".repeat(MAX_HTML_NODES / 2 + 1)), None);
    assert!(parse(&"<div>".repeat(MAX_HTML_DEPTH - 1)).is_some());
    assert_eq!(parse(&"<div>".repeat(MAX_HTML_DEPTH)), None);
}

/// Writes a tree as HTML.
fn write(nodes: &[HtmlNode]) -> String {
    let escape = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&#34;")
    };
    let write = |node: &HtmlNode| match node {
        HtmlNode::Text(text) => escape(text),
        HtmlNode::Element {
            name,
            attributes,
            children,
        } => {
            let attributes: Vec<String> = attributes
                .iter()
                .map(|(name, value)| format!(" {name}=\"{}\"", escape(value)))
                .collect();
            let attributes = attributes.concat();
            format!("<{name}{attributes}>{}</{name}>", self::write(children))
        }
    };
    nodes.iter().map(write).collect()
}

fn tree() -> impl Strategy<Value = Vec<HtmlNode>> {
    let leaf = "[a-c &<>\"';=/\u{a0}]{1,6}".prop_map(|content| text(&content));
    let names = ["b", "span", "div", "ul", "blockquote", "o:p"];
    let node = leaf.prop_recursive(4, 24, 4, move |inner| {
        let children = prop::collection::vec(inner, 0..4);
        let style = "[a-c &<>\"';=/]{0,6}";
        (prop::sample::select(names.to_vec()), style, children).prop_map(
            |(name, style, children)| {
                element(name, &[&format!("style={style}")], merge_text(children))
            },
        )
    });
    prop::collection::vec(node, 0..4).prop_map(merge_text)
}

fn merge_text(nodes: Vec<HtmlNode>) -> Vec<HtmlNode> {
    let mut merged: Vec<HtmlNode> = Vec::new();
    for node in nodes {
        match (merged.last_mut(), node) {
            (Some(HtmlNode::Text(before)), HtmlNode::Text(after)) => before.push_str(&after),
            (_, node) => merged.push(node),
        }
    }
    merged
}

proptest! {
    #[test]
    fn a_serialized_tree_round_trips(nodes in tree()) {
        prop_assert_eq!(parse(&write(&nodes)), Some(nodes));
    }

    #[test]
    fn any_text_is_parsed(html in "(</?(b|i|p|li|ul|td|tr|table|a|style)( [a-z]=)?['\"/]?>?|[a-z<>&;!\\[\\]#'\"/= -]){0,40}") {
        prop_assert!(parse(&html).is_some());
        let _ = open_ticket::editor::rich_text_to_markdown(&html, "a", |_| None);
    }
}
