//! Pastes into headings and tables.

use open_ticket::editor::{paste_lines, paste_markdown};

use super::rendered_text::outline;
use super::selection_notation::after_change;

fn pasted(markdown: &str, notation: &str) -> String {
    let change = after_change(notation, |selection| {
        Some(paste_markdown(markdown, selection))
    });
    change.expect("a change")
}

#[test]
fn a_heading_keeps_its_underline_above_pasted_blocks() {
    for (notation, expected) in [
        ("Title|\n=====", "Title\n=====\n\nb\nc|"),
        ("Title|\n===\n\nz", "Title\n===\n\nb\nc|\n\nz"),
        ("Title|\n===\nz", "Title\n===\n\nb\nc|\n\nz"),
        ("- a\n  - |", "- a\n  - b\n    c|"),
        ("Ti|tle\n---\n\nz", "Ti\n---\n\nb\nc|\n\ntle\n\nz"),
        ("Ti|t|le\n---", "Ti\n---\n\nb\nc|\n\nle"),
        ("a|\nb\n===", "a\n===\n\nb\nc|\n\nb"),
        ("Title\n==|=", "Title\n===\n\nb\nc|"),
        ("|Title\n===", "b\nc|\n\nTitle\n==="),
        ("|Title|\n===", "b\nc|"),
        ("> Title|\n> ==\n> z", "> Title\n> ==\n>\n> b\n> c|\n>\n> z"),
        ("- Title|\n  ==\n- z", "- Title\n  ==\n\n  b\n  c|\n- z"),
        ("# Title|\ntext", "# Title\n\nb\nc|\n\ntext"),
    ] {
        assert_eq!(pasted("b\nc", notation), expected, "{notation}");
    }
}

/// The selection notation has no `|` in its text.
fn after_paste(
    marked: &str,
    paste: impl Fn(&open_ticket::editor::Selection) -> Option<open_ticket::editor::Change>,
) -> Option<String> {
    let caret = marked.find('^').expect("a caret");
    let text = marked.replace('^', "");
    let selection = open_ticket::editor::Selection::new(&text, caret..caret);
    Some(paste(&selection)?.apply_to(&text))
}

const TABLE: &str = "| a | b |\n|---|---|\n| c^ | d |";

#[test]
fn markdown_pasted_into_a_cell_is_a_line_of_the_cell() {
    for (markdown, cell) in [
        ("**x**", "**x**"),
        ("`x|y`", "`x\\|y`"),
        ("x\\|y", "x\\|y"),
        (
            "| e | **f** |\n| --- | --- |\n| g\\|h | i |\n",
            "e **f** g\\|h i",
        ),
        ("- **x**\n- y", "**x** y"),
        ("# x\n\ny", "x y"),
        ("```\nx | y\n```", "x \\| y"),
        ("> a\n> b", "a b"),
    ] {
        let text = after_paste(TABLE, |at| Some(paste_markdown(markdown, at)));
        let expected = TABLE.replace('^', cell);
        assert_eq!(text, Some(expected), "{markdown}");
    }
    let quoted = after_paste("> | a | b |\n> |---|---|\n> | c^ | d |", |at| {
        Some(paste_markdown("x\n\ny", at))
    });
    assert_eq!(
        quoted.as_deref(),
        Some("> | a | b |\n> |---|---|\n> | cx y | d |")
    );
}

#[test]
fn text_pasted_into_a_cell_is_a_line_of_the_cell() {
    for (text, cell) in [
        ("x\ny\n", Some("x y")),
        ("x | y", Some("x \\| y")),
        ("x\ty\nz", Some("x y z")),
        ("x y", None),
        ("| e | f |\n", None),
    ] {
        let expected = cell.map(|cell| TABLE.replace('^', cell));
        assert_eq!(
            after_paste(TABLE, |at| paste_lines(text, at)),
            expected,
            "{text}"
        );
    }
}

#[test]
fn blocks_pasted_at_the_edges_of_a_row_are_not_in_a_cell() {
    for notation in [
        "| a | b |\n|---|---|\n| c | d |^",
        "x^\n\n| a | b |\n|---|---|",
    ] {
        let text = after_paste(notation, |at| Some(paste_markdown("- e\n- f", at)));
        assert!(
            text.is_some_and(|text| outline(&text).contains("ul")),
            "{notation}"
        );
    }
}

#[test]
fn a_table_stays_within_its_item_or_quote() {
    let table = "| e | f |\n| --- | --- |\n| g | h |";
    for (marked, expected) in [
        ("> a^", "> a\n>\n> | e | f |\n> | --- | --- |\n> | g | h |"),
        ("- ^", "- | e | f |\n  | --- | --- |\n  | g | h |"),
        (
            "- a^\n- b",
            "- a\n\n  | e | f |\n  | --- | --- |\n  | g | h |\n- b",
        ),
    ] {
        let text = after_paste(marked, |at| Some(paste_markdown(table, at)));
        assert_eq!(text.as_deref(), Some(expected), "{marked}");
    }
}
