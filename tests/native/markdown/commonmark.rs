//! The examples of CommonMark 0.31.2. The document tree follows CommonMark, independent of
//! rendering.

use open_ticket::markdown;
use open_ticket::rules::Markdown;

use super::{
    corpora::{self, Example},
    html_writer::{self, RawHtml},
};

/// The only examples that differ: they contain a bare URL, which is a link in GFM but not in
/// CommonMark.
const WITH_BARE_URL: [u64; 5] = [602, 606, 608, 611, 612];

/// All examples with raw HTML, and no others.
const WITH_RAW_HTML: &str = "21 31 148-191 201 308-309 344 475-477 491 494 524 536 613-617 623 \
                             625-631 642-643";

#[test]
fn all_examples_match_except_for_bare_urls() {
    let examples = corpora::commonmark();
    assert_eq!(examples.len(), 652);
    assert_eq!(
        differing_examples(&examples, Markdown::default()),
        WITH_BARE_URL
    );
}

#[test]
fn all_examples_match_without_autolinks() {
    let allowed = Markdown {
        autolinks: false,
        ..Markdown::default()
    };
    assert_eq!(differing_examples(&corpora::commonmark(), allowed), [0; 0]);
}

/// The expected HTML of an example contains its raw HTML. Only that part is escaped here.
#[test]
fn raw_html_of_all_examples_is_shown_as_text() {
    let mut with_raw_html = Vec::new();
    for example in corpora::commonmark() {
        let tree = html_writer::parse(&example.markdown);
        let raw = html_writer::raw_html_pieces(&tree);
        if raw.is_empty() {
            continue;
        }
        with_raw_html.push(example.number);
        let expected = escape_pieces(&example.html, &raw);
        let written = html_writer::reference_html(&tree, RawHtml::Escaped);
        if !WITH_BARE_URL.contains(&example.number) {
            assert_eq!(written, expected, "example {}", example.number);
        }
    }
    assert_eq!(with_raw_html, parse_ranges(WITH_RAW_HTML));
}

/// Returns the numbers of the examples that differ from their specification, and prints them.
pub fn differing_examples(examples: &[Example], allowed: Markdown) -> Vec<u64> {
    let differs = |example: &&Example| {
        let document = markdown::parse(&example.markdown, allowed);
        let written = html_writer::reference_html(&document, RawHtml::Verbatim);
        if written != example.html {
            println!(
                "example {} ({})\n--- source\n{}\n--- tree\n{written}\n--- expected\n{}",
                example.number, example.section, example.markdown, example.html
            );
        }
        written != example.html
    };
    let differing = examples.iter().filter(differs);
    differing.map(|example| example.number).collect()
}

/// Escapes the given pieces of HTML, which occur in this order.
fn escape_pieces(html: &str, raw: &[String]) -> String {
    let mut out = String::new();
    let mut rest = html;
    for piece in raw {
        let (before, after) = rest.split_once(piece.trim_end()).expect("the raw HTML");
        out.push_str(before);
        out.push_str(&html_writer::escape_html(piece.trim_end()));
        rest = after;
    }
    out + rest
}

/// Parses a list of ranges: `1 3-5` is 1, 3, 4, 5.
fn parse_ranges(list: &str) -> Vec<u64> {
    let number = |text: &str| text.parse().expect("a number");
    list.split(' ')
        .flat_map(|range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            number(first)..=number(last)
        })
        .collect()
}
