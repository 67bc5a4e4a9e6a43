//! The depth and node limits, on stress inputs.

use std::thread;

use open_ticket::markdown::{Document, MAX_DEPTH, MAX_NODES};

use super::html_writer::{self, RawHtml, node_count};
use super::stress_inputs::stress_inputs;

fn depth(document: &Document) -> usize {
    document
        .blocks
        .iter()
        .map(|block| html_writer::depth(&block.node))
        .max()
        .unwrap_or(0)
}

#[test]
fn no_stress_input_exceeds_the_depth_and_node_limits() {
    for (name, text) in stress_inputs(5_000) {
        let document = html_writer::parse(&text);
        assert!(
            depth(&document) <= MAX_DEPTH,
            "{name}: {} deep",
            depth(&document)
        );
        assert!(
            node_count(&document) <= MAX_NODES,
            "{name}: {} nodes",
            node_count(&document)
        );
        assert_eq!(
            document.truncated,
            node_count(&document) == MAX_NODES,
            "{name}"
        );
    }
}

/// 256 KiB is a quarter of the wasm stack in a page. Neither the parser nor the tree needs more for
/// deeper text. (An unbounded recursion ends the whole test run.)
#[test]
fn a_stack_of_256_kib_is_enough() {
    let parse_all = || {
        let texts = stress_inputs(5_000);
        let parsed = texts.iter().map(|(_, text)| html_writer::parse(text));
        parsed
            .filter(|document| !document.blocks.is_empty())
            .count()
    };
    let small_thread = thread::Builder::new().stack_size(256 * 1024);
    let parsed = small_thread.spawn(parse_all).expect("a thread").join();
    assert_eq!(parsed.ok(), Some(stress_inputs(5_000).len()));
}

/// Content that is too deep becomes text of the deepest element that fits, and its words stay
/// separated.
#[test]
fn content_beyond_the_depth_limit_keeps_every_word() {
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
        let document = html_writer::parse(&source);
        let text = html_writer::rendered_text(&document);
        let words: Vec<&str> = text.split_whitespace().collect();
        let missing = (0..150)
            .filter(|n| !words.contains(&format!("w{n}").as_str()))
            .count();
        assert_eq!((missing, document.truncated), (0, false), "{name}: {text}");
        assert!(
            depth(&document) <= MAX_DEPTH && depth(&document) > MAX_DEPTH - 4,
            "{name}"
        );
    }
}

#[test]
fn elements_nest_to_the_limit_and_later_blocks_nest_again() {
    let document = html_writer::parse(&format!("{}a\n\n> **b**", ">".repeat(MAX_DEPTH + 50)));
    assert_eq!(depth(&document), MAX_DEPTH);
    let html = html_writer::reference_html(&document, RawHtml::Escaped);
    let expected = "<blockquote>\n<p><strong>b</strong></p>\n</blockquote>\n";
    assert!(html.ends_with(expected), "{html}");
}

/// Lists, tables and code blocks are complete or absent: no item without its list, no text next to
/// the items.
#[test]
fn every_element_has_an_allowed_parent_near_the_depth_limit() {
    const PARTS: &str = "- a\n  1. b\n\n\n|c|\n|-|\n|d|\n\n```\ne\n```";
    const FIRST_CHILDREN: [(&str, &str); 7] = [
        ("<ul>", "<li>"),
        ("<ol>", "<li>"),
        ("<table>", "<thead>"),
        ("<thead>", "<tr>"),
        ("<tbody>", "<tr>"),
        ("<tr>", "<t"),
        ("<pre>", "<code>"),
    ];
    let mut checked = 0;
    for depth in 90..=MAX_DEPTH + 1 {
        let quotes = "> ".repeat(depth);
        let source: String = PARTS
            .lines()
            .map(|line| format!("{quotes}{line}\n"))
            .collect();
        let html = html_writer::rendered(&source).replace('\n', "");
        for (parent, child) in FIRST_CHILDREN {
            for (offset, _) in html.match_indices(parent) {
                assert!(
                    html[offset + parent.len()..].starts_with(child),
                    "{depth}: {html}"
                );
                checked += 1;
            }
        }
        for (child, parents) in [
            ("<li>", "</li> <ul> <ol>"),
            ("<td>", "<tr>"),
            ("<th>", "<tr>"),
        ] {
            for (offset, _) in html.match_indices(child) {
                let has_allowed_parent = parents
                    .split(' ')
                    .any(|parent| html[..offset].ends_with(parent));
                assert!(has_allowed_parent, "{depth}: {html}");
            }
        }
    }
    assert!(checked > 40, "{checked}");
}

#[test]
fn a_document_ends_at_the_last_node_that_fits() {
    let paragraphs = |count: usize| html_writer::parse(&"a\n\n".repeat(count));
    let full = paragraphs(MAX_NODES / 2);
    assert_eq!((node_count(&full), full.truncated), (MAX_NODES, false));
    let truncated = paragraphs(MAX_NODES / 2 + 1);
    assert_eq!(
        (node_count(&truncated), truncated.truncated),
        (MAX_NODES, true)
    );
    assert_eq!(truncated.blocks, full.blocks);
}

/// A table whose source is 28 kB can have a quarter of a million cells.
#[test]
fn a_table_with_too_many_cells_is_truncated() {
    let columns = 2_000;
    let head = format!("|{}\n|{}\n", "a|".repeat(columns), "-|".repeat(columns));
    let document = html_writer::parse(&(head + &"|b|\n".repeat(3_000)));
    assert_eq!(
        (node_count(&document), document.truncated),
        (MAX_NODES, true)
    );
}

/// A log is one block with many lines, each of which takes the browser as long as a node.
#[test]
fn a_block_with_too_many_lines_is_truncated() {
    let lines = |count: usize| "a line of a log\n".repeat(count);
    for (before, after) in [
        ("", ""),
        ("```\n", "```\n"),
        ("<pre>\n", "</pre>\n"),
        ("> ", ""),
    ] {
        let complete = html_writer::parse(&format!("{before}{}{after}", lines(MAX_NODES / 2 - 10)));
        assert!(!complete.truncated, "{before}");
        let text = format!("{before}{}{after}", lines(3 * MAX_NODES));
        let truncated = html_writer::parse(&text);
        assert_eq!(
            (node_count(&truncated), truncated.truncated),
            (MAX_NODES, true),
            "{before}"
        );
        let rendered = html_writer::rendered_text(&truncated);
        let rendered_lines = rendered.lines().count();
        assert!(
            (MAX_NODES / 2 - 10..=MAX_NODES / 2).contains(&rendered_lines),
            "{rendered_lines}"
        );
    }
}
