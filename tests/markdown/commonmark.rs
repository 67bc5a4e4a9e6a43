//! CommonMark 0.31.2, example by example: the tree is what CommonMark says, whatever of it is drawn.

use open_ticket::markdown;
use open_ticket::rules::Markdown;

use super::{
    corpora::{self, Example},
    writer::{self, Raw},
};

/// The one difference there is: these hold a bare address, which is a link by GFM and none by
/// CommonMark.
const BARE_ADDRESSES: [u64; 5] = [602, 606, 608, 611, 612];

/// Exactly the examples with raw HTML.
const WITH_RAW_HTML: &str = "21 31 148-191 201 308-309 344 475-477 491 494 524 536 613-617 623 \
                             625-631 642-643";

#[test]
fn every_example_is_read_as_commonmark_reads_it_but_for_bare_addresses() {
    let examples = corpora::commonmark();
    assert_eq!(examples.len(), 652);
    assert_eq!(different(&examples, Markdown::default()), BARE_ADDRESSES);
}

#[test]
fn without_bare_addresses_no_example_differs() {
    let allowed = Markdown {
        autolinks: false,
        ..Markdown::default()
    };
    assert_eq!(different(&corpora::commonmark(), allowed), [0; 0]);
}

/// The examples' own HTML tells where raw HTML stands: there, and nowhere else, it is text.
#[test]
fn every_example_with_raw_html_shows_it_as_text() {
    let mut found = Vec::new();
    for example in corpora::commonmark() {
        let tree = writer::read(&example.markdown);
        let raw = writer::raw_html(&tree);
        if raw.is_empty() {
            continue;
        }
        found.push(example.number);
        let wanted = with_text_for_html(&example.html, &raw);
        let written = writer::reference(&tree, Raw::Escaped);
        if !BARE_ADDRESSES.contains(&example.number) {
            assert_eq!(written, wanted, "example {}", example.number);
        }
    }
    assert_eq!(found, numbers(WITH_RAW_HTML));
}

/// Which examples are not read as their specification reads them; what became of them is printed.
pub fn different(examples: &[Example], allowed: Markdown) -> Vec<u64> {
    let differs = |example: &&Example| {
        let document = markdown::parse(&example.markdown, allowed);
        let written = writer::reference(&document, Raw::AsItIs);
        if written != example.html {
            println!(
                "example {} ({})\n--- source\n{}\n--- tree\n{written}\n--- wanted\n{}",
                example.number, example.section, example.markdown, example.html
            );
        }
        written != example.html
    };
    let differing = examples.iter().filter(differs);
    differing.map(|example| example.number).collect()
}

/// HTML in which each of these pieces, which stand in it in this order, is written as text.
fn with_text_for_html(html: &str, raw: &[String]) -> String {
    let mut out = String::new();
    let mut rest = html;
    for piece in raw {
        let (before, after) = rest.split_once(piece.trim_end()).expect("the raw HTML");
        out.push_str(before);
        out.push_str(&writer::escaped(piece.trim_end()));
        rest = after;
    }
    out + rest
}

/// `1 3-5` as 1, 3, 4, 5.
fn numbers(list: &str) -> Vec<u64> {
    let number = |text: &str| text.parse().expect("a number");
    list.split(' ')
        .flat_map(|run| {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            number(first)..=number(last)
        })
        .collect()
}
