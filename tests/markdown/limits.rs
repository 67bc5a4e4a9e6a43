//! Texts made to hurt: what comes out is small and shallow, and no word of it is lost.

use std::thread;

use open_ticket::markdown::{Document, MAX_DEPTH, MAX_NODES};

use super::hurting::hurting;
use super::writer::{self, Raw, nodes};

fn depth(document: &Document) -> usize {
    document
        .blocks
        .iter()
        .map(|block| writer::depth(&block.node))
        .max()
        .unwrap_or(0)
}

#[test]
fn no_text_makes_a_deep_or_a_large_tree() {
    for (name, text) in hurting(5_000) {
        let document = writer::read(&text);
        assert!(
            depth(&document) <= MAX_DEPTH,
            "{name}: {} deep",
            depth(&document)
        );
        assert!(
            nodes(&document) <= MAX_NODES,
            "{name}: {} nodes",
            nodes(&document)
        );
        assert_eq!(document.cut, nodes(&document) == MAX_NODES, "{name}");
    }
}

/// A stack of 256 KiB is a quarter of what a page's wasm has: neither the parser nor the tree
/// takes more for a deeper text. (An unbounded recursion ends the whole test run.)
#[test]
fn a_small_stack_is_enough() {
    let parse_all = || {
        let texts = hurting(5_000);
        let parsed = texts.iter().map(|(_, text)| writer::read(text));
        parsed
            .filter(|document| !document.blocks.is_empty())
            .count()
    };
    let small = thread::Builder::new().stack_size(256 * 1024);
    let parsed = small.spawn(parse_all).expect("a thread").join();
    assert_eq!(parsed.ok(), Some(hurting(5_000).len()));
}

/// What is too deep to be elements is text of the deepest that fits, its words still apart.
#[test]
fn no_word_is_lost_in_the_depth() {
    type Nest = fn(usize) -> String;
    let nests: [(&str, Nest); 7] = [
        ("quotes", |n| format!("{}w{n}\n", "> ".repeat(n))),
        ("lists", |n| format!("{}- w{n}\n", "  ".repeat(n))),
        ("numbered lists", |n| {
            format!("{}1. w{n}\n", "   ".repeat(n))
        }),
        ("quotes and code", |n| {
            format!("{}- `w{n}` <b> **x**\n", "> ".repeat(n))
        }),
        ("quotes and tables", |n| {
            let quotes = "> ".repeat(n);
            format!("{quotes}|w{n}|x|\n{quotes}|-|-|\n{quotes}|- [ ] y|https://example.com|\n")
        }),
        ("quotes and headings", |n| {
            let quotes = "> ".repeat(n);
            format!("{quotes}- # w{n}\n{quotes}  x\n")
        }),
        ("quotes and blocks", |n| {
            let quotes = "> ".repeat(n);
            let code = format!("{quotes}```\n{quotes}y\n{quotes}```\n");
            format!("{quotes}# w{n}\n{quotes}***\n{quotes}- [x] z\n{code}")
        }),
    ];
    for (name, nest) in nests {
        let source: String = (0..150).map(nest).collect();
        let document = writer::read(&source);
        let text = writer::text(&document);
        let words: Vec<&str> = text.split_whitespace().collect();
        let missing = (0..150)
            .filter(|n| !words.contains(&format!("w{n}").as_str()))
            .count();
        assert_eq!((missing, document.cut), (0, false), "{name}: {text}");
        assert!(
            depth(&document) <= MAX_DEPTH && depth(&document) > MAX_DEPTH - 4,
            "{name}"
        );
    }
}

#[test]
fn elements_nest_to_the_limit_and_again_below_it() {
    let document = writer::read(&format!("{}a\n\n> **b**", ">".repeat(MAX_DEPTH + 50)));
    assert_eq!(depth(&document), MAX_DEPTH);
    let after = writer::reference(&document, Raw::Escaped);
    let wanted = "<blockquote>\n<p><strong>b</strong></p>\n</blockquote>\n";
    assert!(after.ends_with(wanted), "{after}");
}

/// Lists, tables and blocks of code are whole or not there: no item without its list, no text
/// beside the items.
#[test]
fn no_element_stands_where_it_may_not() {
    const PARTS: &str = "- a\n  1. b\n\n\n|c|\n|-|\n|d|\n\n```\ne\n```";
    const WHOLE: [(&str, &str); 7] = [
        ("<ul>", "<li>"),
        ("<ol>", "<li>"),
        ("<table>", "<thead>"),
        ("<thead>", "<tr>"),
        ("<tbody>", "<tr>"),
        ("<tr>", "<t"),
        ("<pre>", "<code>"),
    ];
    let mut seen = 0;
    for depth in 90..=MAX_DEPTH + 1 {
        let quotes = "> ".repeat(depth);
        let source: String = PARTS
            .lines()
            .map(|line| format!("{quotes}{line}\n"))
            .collect();
        let page = writer::drawn(&source).replace('\n', "");
        for (parent, child) in WHOLE {
            for (at, _) in page.match_indices(parent) {
                assert!(
                    page[at + parent.len()..].starts_with(child),
                    "{depth}: {page}"
                );
                seen += 1;
            }
        }
        for (child, parents) in [
            ("<li>", "</li> <ul> <ol>"),
            ("<td>", "<tr>"),
            ("<th>", "<tr>"),
        ] {
            for (at, _) in page.match_indices(child) {
                let fits = parents
                    .split(' ')
                    .any(|parent| page[..at].ends_with(parent));
                assert!(fits, "{depth}: {page}");
            }
        }
    }
    assert!(seen > 40, "{seen}");
}

#[test]
fn a_tree_ends_at_the_last_node_that_fits() {
    let paragraphs = |count: usize| writer::read(&"a\n\n".repeat(count));
    let full = paragraphs(MAX_NODES / 2);
    assert_eq!((nodes(&full), full.cut), (MAX_NODES, false));
    let cut = paragraphs(MAX_NODES / 2 + 1);
    assert_eq!((nodes(&cut), cut.cut), (MAX_NODES, true));
    assert_eq!(cut.blocks, full.blocks);
}

/// 28 kB of table ask for a quarter of a million cells.
#[test]
fn a_table_that_asks_for_too_many_cells_is_cut() {
    let wide = 2_000;
    let head = format!("|{}\n|{}\n", "a|".repeat(wide), "-|".repeat(wide));
    let document = writer::read(&(head + &"|b|\n".repeat(3_000)));
    assert_eq!((nodes(&document), document.cut), (MAX_NODES, true));
}
