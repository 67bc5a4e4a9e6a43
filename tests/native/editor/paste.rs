//! Pasted spreadsheet ranges, code and Markdown blocks.

use open_ticket::{
    editor::{
        Selection, fenced_code_block, is_log, is_long, line_count, may_be_log, paste_lines,
        paste_markdown, table_from_tsv,
    },
    markdown::{self, Node, Tag},
    rules::Markdown,
};
use proptest::prelude::*;

use super::random_text::config;
use super::{rendered_text::outline, selection_notation::after_change};

/// Returns the text of each cell, by row, of Markdown that is a single table.
fn cells(markdown: &str) -> Vec<Vec<String>> {
    let document = markdown::parse(markdown, Markdown::default());
    assert_eq!(document.blocks.len(), 1, "{markdown}");
    let mut rows = Vec::new();
    collect_rows(&document.blocks[0].node, &mut rows);
    rows
}

fn collect_rows(node: &Node, rows: &mut Vec<Vec<String>>) {
    let Node::Element(element) = node else { return };
    match element.tag {
        Tag::TableRow => rows.push(Vec::new()),
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
        .for_each(|child| collect_rows(child, rows));
}

fn text(node: &Node) -> String {
    match node {
        Node::Text(text) | Node::RawHtml(text) => text.clone(),
        Node::Element(element) => element.children.iter().map(text).collect(),
    }
}

#[test]
fn a_spreadsheet_range_becomes_a_table() {
    let table = table_from_tsv("Name\tAge\nAda\t36\nBob\t\n").unwrap();
    assert_eq!(
        table,
        "| Name | Age |\n| --- | --- |\n| Ada | 36 |\n| Bob |  |"
    );
    assert_eq!(cells(&table), [["Name", "Age"], ["Ada", "36"], ["Bob", ""]]);
}

#[test]
fn quoted_cells_may_contain_tabs_line_breaks_and_quotes() {
    let table = table_from_tsv("\"a\n\tb\"\t\"say \"\"c\"\"\"\r\nd\te\"f\"\r\n").unwrap();
    assert_eq!(cells(&table), [["a b", "say \"c\""], ["d", "e\"f\""]]);
}

#[test]
fn an_unclosed_quote_is_text() {
    assert_eq!(
        cells(&table_from_tsv("\"a\tb\nc\td").unwrap()),
        [["\"a", "b"], ["c", "d"]]
    );
    assert_eq!(
        cells(&table_from_tsv("\"a\"x\tb\nc\td").unwrap()),
        [["\"a\"x", "b"], ["c", "d"]]
    );
}

#[test]
fn text_without_a_rectangular_range_is_not_a_table() {
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
        assert_eq!(table_from_tsv(text), None, "{text:?}");
    }
}

#[test]
fn the_first_cell_may_be_empty() {
    assert_eq!(
        cells(&table_from_tsv("\tJan\nA\t1").unwrap()),
        [["", "Jan"], ["A", "1"]]
    );
}

#[test]
fn code_gets_a_fence_longer_than_any_run_of_backticks_in_it() {
    assert_eq!(
        fenced_code_block("let a;\n", "rust"),
        "```rust\nlet a;\n```"
    );
    assert_eq!(
        fenced_code_block("```\n````", ""),
        "`````\n```\n````\n`````"
    );
    assert_eq!(fenced_code_block("a", "c`x y"), "```\na\n```");
    assert_eq!(
        outline(&fenced_code_block("<b>\n\n# a", "html")),
        "pre:html(code(<b>\n\n# a\n))"
    );
}

#[test]
fn pasted_blocks_are_separated_from_the_surrounding_text() {
    let pasted = |markdown: &str, notation: &str| {
        after_change(notation, |selection| {
            Some(paste_markdown(markdown, selection))
        })
    };
    assert_eq!(pasted("b\nc", "a|d").unwrap(), "a\n\nb\nc|\n\nd");
    assert_eq!(pasted("b\nc", "a\n|\nd").unwrap(), "a\n\nb\nc|\n\nd");
    assert_eq!(pasted("b\nc", "a\n\n|\n\nd").unwrap(), "a\n\nb\nc|\n\nd");
    assert_eq!(pasted("b\nc", "|").unwrap(), "b\nc|");
    assert_eq!(pasted("- b", "a|x|").unwrap(), "a\n\n- b|");
    assert_eq!(pasted("**b**", "a|x|d").unwrap(), "a**b**|d");
}

#[test]
fn no_break_spaces_in_cells_stay() {
    let table = table_from_tsv("a\t10\u{a0}000 €\nb\t \u{a0}2  3").unwrap();
    assert_eq!(cells(&table), [["a", "10\u{a0}000 €"], ["b", "\u{a0}2 3"]]);
}

#[test]
fn five_lines_or_a_very_long_one_may_be_a_log() {
    for text in ["a\nb\nc\nd\ne", "a\n\nb\nc\nd\ne\n", &"a".repeat(10_001)] {
        assert!(may_be_log(text), "{text:?}");
    }
    for text in [
        "",
        "a\nb\nc\nd\n\n\n",
        "Hello,\n\nit works.\n\nRegards\nAda",
        &"a".repeat(10_000),
    ] {
        assert!(!may_be_log(text), "{text:?}");
    }
    assert!(is_long("a\nb\nc", 2) && is_long(&"a".repeat(10_001), 2) && !is_long("a\nb", 2));
}

#[test]
fn lines_with_times_or_levels_are_a_log() {
    for text in [
        "2026-11-28 10:00:01\tERROR\tdisk full\n2026-11-28 10:00:02\tINFO\tretry",
        "[warn]\ta\n[error]\tb",
        "10:00\ta\r\n10:01\tb\r\n",
        "I\tinfo\nW\tWarning:",
    ] {
        assert!(is_log(text), "{text:?}");
    }
    for text in [
        "",
        "Time\tLevel\n10:00\tERROR",
        "Server\tDay\tErrors\nweb-1\tMon\t3",
        "1:2\ta\nb\tc",
    ] {
        assert!(!is_log(text), "{text:?}");
    }
}

#[test]
fn pasted_blocks_stay_within_the_item_or_quote() {
    let pasted = |markdown: &str, notation: &str| {
        after_change(notation, |selection| {
            Some(paste_markdown(markdown, selection))
        })
        .unwrap()
    };
    let two = "one **bold**\n\ntwo";
    for (before, after) in [
        ("- |", "- one **bold**\n\n  two|"),
        ("> |", "> one **bold**\n>\n> two|"),
        ("1. a\n2. |\n3. b", "1. a\n2. one **bold**\n\n   two|\n3. b"),
        ("- [ ] |", "- [ ] one **bold**\n\n  two|"),
        ("- a|b", "- a\n\n  one **bold**\n\n  two|\n\n  b"),
        ("> - |", "> - one **bold**\n>\n>   two|"),
        ("- > |", "- > one **bold**\n  >\n  > two|"),
        (
            "> a\n> |\n> b",
            "> a\n> \n> one **bold**\n>\n> two|\n>\n> b",
        ),
        ("- a\n  - |", "- a\n  - one **bold**\n\n    two|"),
        ("- a\n\n|", "- a\n\none **bold**\n\ntwo|"),
    ] {
        assert_eq!(pasted(two, before), after);
    }
    let list = "- x\n- y";
    assert_eq!(pasted(list, "- a\n- |\n- b"), "- a\n- x\n- y|\n- b");
    assert_eq!(pasted(list, "> 1. |"), "> - x\n> - y|");
    assert_eq!(
        pasted("```\nlet a;\n```\n", "- |"),
        "- ```\n  let a;\n  ```\n  |"
    );
}

#[test]
fn pasted_blocks_stay_within_an_item_with_any_marker_and_indentation() {
    let outer = [
        "",
        " ",
        "  ",
        "   ",
        "> ",
        ">",
        "> > ",
        ">>",
        " > ",
        "- a\n\n  ",
        "1. a\n\n   ",
        "- ",
        "- > ",
        "> - a\n>\n>   ",
    ];
    let markers = [
        "- ", "* ", "+ ", "1. ", "10) ", "-  ", "-    ", "-\t", "1.\t", "- [ ] ",
    ];
    for (outer, marker) in outer
        .iter()
        .flat_map(|o| markers.iter().map(move |m| (o, m)))
    {
        let item = format!("{outer}{marker}|");
        let text = after_change(&item, |selection| {
            Some(paste_markdown("one\n\ntwo", selection))
        })
        .unwrap()
        .replace('|', "");
        let outline = outline(&text);
        let is_inside = ["li(p(one)p(two))", "li(p(input() one)p(two))"]
            .iter()
            .any(|item| outline.contains(item));
        assert!(is_inside, "{text:?}: {outline}");
    }
}

#[test]
fn blocks_pasted_into_an_empty_heading_leave_no_empty_heading() {
    let pasted = |markdown: &str, notation: &str| {
        after_change(notation, |selection| {
            Some(paste_markdown(markdown, selection))
        })
        .unwrap()
    };
    for (markdown, before, after) in [
        ("one\n\ntwo", "## |", "## one\n\ntwo|"),
        ("one\n\ntwo", "a\n\n# |\nb", "a\n\n# one\n\ntwo|\n\nb"),
        ("one\n\ntwo", "> # |", "> # one\n>\n> two|"),
        ("one\n\ntwo", "- ## |", "- ## one\n\n  two|"),
        ("one\nmore\n\ntwo", "## |", "one\nmore\n\ntwo|"),
        ("# T\n\ntext", "## |", "# T\n\ntext|"),
        ("- x\n- y", "## |", "- x\n- y|"),
        ("one\n\ntwo", "## a|", "## a\n\none\n\ntwo|"),
    ] {
        assert_eq!(pasted(markdown, before), after);
    }
}

#[test]
fn pasted_lines_of_text_stay_within_the_item_or_quote() {
    let pasted =
        |text: &str, notation| after_change(notation, |selection| paste_lines(text, selection));
    assert_eq!(pasted("x\n\ny", "- a |b").unwrap(), "- a x\n\n  y|b");
    assert_eq!(pasted("x\ny", "> |").unwrap(), "> x\n> y|");
    assert_eq!(pasted("- x\n- y", "- |").unwrap(), "- x\n- y|");
    assert_eq!(pasted("x", "> |"), None);
    assert_eq!(pasted("x\ny", "a|"), None);
}

#[test]
fn a_final_line_break_does_not_start_another_line() {
    for (text, count) in [("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("\n\n", 2)] {
        assert_eq!(line_count(text), count, "{text:?}");
    }
}

/// Returns the outline of a list item or a quote, split where its content would be.
fn in_container(container: &str) -> (&'static str, String) {
    match container {
        "- " | "* " => ("ul(li(", "))".to_owned()),
        "1. " => ("ol(li(", "))".to_owned()),
        _ => ("blockquote(", ")".to_owned()),
    }
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn pasted_blocks_are_children_of_the_containers_at_the_caret(
        blocks in prop::collection::vec(prop::sample::select(vec![
            "p", "**b** p", "# h", "> q", "```\nc\n\nd\n```", "| a | b |\n| --- | --- |\n| c | d |", "p\nq",
        ]), 2..5),
        containers in prop::collection::vec(prop::sample::select(vec!["- ", "1. ", "> ", "* "]), 1..4),
    ) {
        // Three equal markers are a thematic break.
        prop_assume!(containers.len() < 3 || containers.iter().any(|c| *c != containers[0]));
        let markdown = blocks.join("\n\n");
        let start = containers.concat();
        let selection = Selection::new(&start, start.len()..start.len());
        let pasted = paste_markdown(&markdown, &selection).apply_to(&start);
        let (open, close): (Vec<_>, Vec<_>) = containers.iter().map(|c| in_container(c)).unzip();
        let inside = outline(&markdown).replace(") ", ")");
        let close: Vec<_> = close.into_iter().rev().collect();
        let expected = open.concat() + &inside + &close.concat();
        prop_assert_eq!(outline(&pasted).replace(") ", ")"), expected, "{}", pasted);
    }

    #[test]
    fn every_cell_renders_with_its_original_text(
        rows in (2_usize..4, 2_usize..4).prop_flat_map(|(rows, columns)| {
            let cell = "[a-c|\\\\*_`<>&#~\\[\\]()! .1+=:;/é-]{0,8}";
            prop::collection::vec(prop::collection::vec(cell, columns), rows)
        })
    ) {
        prop_assume!(rows.iter().any(|row| !row[0].trim().is_empty()));
        let lines: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
        let table = table_from_tsv(&lines.join("\n")).expect("a table");
        let words = |cell: &String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let expected: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(words).collect())
            .collect();
        prop_assert_eq!(cells(&table), expected, "{}", table);
    }

    #[test]
    fn any_text_gives_a_table_or_none(text in "[a\"\t\n\r|]{0,20}") {
        if let Some(table) = table_from_tsv(&text) {
            prop_assert!(cells(&table).len() > 1);
        }
    }

    #[test]
    fn fenced_code_renders_unchanged(code in "[a`~\n >-]{1,20}") {
        let block = outline(&fenced_code_block(&code, "c"));
        let code = code.strip_suffix('\n').unwrap_or(&code);
        prop_assert_eq!(block, format!("pre:c(code({code}\n))"));
    }
}
