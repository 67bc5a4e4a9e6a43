//! Ranges of spreadsheets, and code from editors.

use open_ticket::{
    editor::{fence_of_code, lines, paste_markdown, table_of_tsv},
    markdown::{self, Node, Tag},
};
use proptest::prelude::*;

use crate::{notation::changed, seen::tree};

/// The text of each cell, by rows, of a text that is one table.
fn cells(markdown: &str) -> Vec<Vec<String>> {
    let document = markdown::parse(markdown);
    assert_eq!(document.blocks.len(), 1, "{markdown}");
    let mut rows = Vec::new();
    collect(&document.blocks[0].node, &mut rows);
    rows
}

fn collect(node: &Node, rows: &mut Vec<Vec<String>>) {
    let Node::Element(element) = node else { return };
    match element.tag {
        Tag::Row => rows.push(Vec::new()),
        Tag::Cell(_) | Tag::HeaderCell(_) => {
            return rows
                .last_mut()
                .unwrap()
                .push(element.children.iter().map(text).collect());
        }
        _ => {}
    }
    element
        .children
        .iter()
        .for_each(|child| collect(child, rows));
}

fn text(node: &Node) -> String {
    match node {
        Node::Text(text) => text.clone(),
        Node::Element(element) => element.children.iter().map(text).collect(),
    }
}

#[test]
fn a_range_of_a_spreadsheet_becomes_a_table() {
    let table = table_of_tsv("Name\tAge\nAda\t36\nBob\t\n").unwrap();
    assert_eq!(
        table,
        "| Name | Age |\n| --- | --- |\n| Ada | 36 |\n| Bob |  |"
    );
    assert_eq!(cells(&table), [["Name", "Age"], ["Ada", "36"], ["Bob", ""]]);
}

#[test]
fn cells_in_quotes_hold_tabs_lines_and_quotes() {
    let table = table_of_tsv("\"a\n\tb\"\t\"say \"\"c\"\"\"\r\nd\te\"f\"\r\n").unwrap();
    assert_eq!(cells(&table), [["a b", "say \"c\""], ["d", "e\"f\""]]);
}

#[test]
fn a_quote_that_is_not_closed_is_a_quote() {
    assert_eq!(
        cells(&table_of_tsv("\"a\tb\nc\td").unwrap()),
        [["\"a", "b"], ["c", "d"]]
    );
    assert_eq!(
        cells(&table_of_tsv("\"a\"x\tb\nc\td").unwrap()),
        [["\"a\"x", "b"], ["c", "d"]]
    );
}

#[test]
fn what_is_no_range_is_no_table() {
    for text in [
        "",
        "a",
        "a\tb",
        "a\nb",
        "a\tb\nc",
        "a\n\tb",
        "\ta\n\tb",
        "\t\n\t",
        "a\tb\n\nc\td",
    ] {
        assert_eq!(table_of_tsv(text), None, "{text:?}");
    }
}

#[test]
fn a_corner_may_be_empty() {
    assert_eq!(
        cells(&table_of_tsv("\tJan\nA\t1").unwrap()),
        [["", "Jan"], ["A", "1"]]
    );
}

#[test]
fn code_gets_a_fence_longer_than_any_in_it() {
    assert_eq!(fence_of_code("let a;\n", "rust"), "```rust\nlet a;\n```");
    assert_eq!(fence_of_code("```\n````", ""), "`````\n```\n````\n`````");
    assert_eq!(fence_of_code("a", "c`x y"), "```\na\n```");
    assert_eq!(
        tree(&fence_of_code("<b>\n\n# a", "html")),
        "pre:html(code(<b>\n\n# a\n))"
    );
}

#[test]
fn blocks_are_pasted_apart_from_the_text_around() {
    let pasted = |markdown: &str, at: &str| changed(at, |at| Some(paste_markdown(markdown, at)));
    assert_eq!(pasted("b\nc", "a|d").unwrap(), "a\n\nb\nc|\n\nd");
    assert_eq!(pasted("b\nc", "a\n|\nd").unwrap(), "a\n\nb\nc|\n\nd");
    assert_eq!(pasted("b\nc", "a\n\n|\n\nd").unwrap(), "a\n\nb\nc|\n\nd");
    assert_eq!(pasted("b\nc", "|").unwrap(), "b\nc|");
    assert_eq!(pasted("- b", "a|x|").unwrap(), "a\n\n- b|");
    assert_eq!(pasted("**b**", "a|x|d").unwrap(), "a**b**|d");
}

#[test]
fn lines_are_counted_as_an_editor_shows_them() {
    for (text, count) in [("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("\n\n", 2)] {
        assert_eq!(lines(text), count, "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn every_cell_is_shown_as_it_was(
        rows in (2_usize..4, 2_usize..4).prop_flat_map(|(rows, columns)| {
            let cell = "[a-c|\\\\*_`<>&#~\\[\\]()! .1+=:;/é-]{0,8}";
            prop::collection::vec(prop::collection::vec(cell, columns), rows)
        })
    ) {
        prop_assume!(rows.iter().any(|row| !row[0].trim().is_empty()));
        let lines: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
        let table = table_of_tsv(&lines.join("\n")).expect("a table");
        let words = |cell: &String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(words).collect()).collect();
        prop_assert_eq!(cells(&table), wanted, "{}", table);
    }

    #[test]
    fn any_text_is_a_table_or_none(text in "[a\"\t\n\r|]{0,20}") {
        if let Some(table) = table_of_tsv(&text) {
            prop_assert!(cells(&table).len() > 1);
        }
    }

    #[test]
    fn any_code_comes_out_of_its_fence(code in "[a`~\n >-]{1,20}") {
        let block = tree(&fence_of_code(&code, "c"));
        let code = code.strip_suffix('\n').unwrap_or(&code);
        prop_assert_eq!(block, format!("pre:c(code({code}\n))"));
    }
}
