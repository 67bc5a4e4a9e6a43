//! The table command.

use open_ticket::editor::{Command::Table, Selection, apply, is_applied};

use super::rendered_text::outline;
use super::selection_notation::parse;

#[test]
fn a_new_table_has_its_first_cell_selected() {
    let rows = "| --- | --- |\n|  |  |\n|  |  |";
    let text_after = |notation: &str| {
        let (text, selection) = parse(notation);
        let selection = Selection::new(&text, selection);
        let change = apply(Table, &selection);
        let text = change.apply_to(&text);
        assert_eq!(&text[change.selection], "A");
        text
    };
    assert_eq!(text_after("|"), format!("| A | B |\n{rows}"));
    assert_eq!(text_after("a| b"), format!("a b\n\n| A | B |\n{rows}"));
    assert_eq!(text_after("|a\n|b"), format!("a\n\n| A | B |\n{rows}\n\nb"));
}

#[test]
fn a_table_becomes_lines_of_tab_separated_cells() {
    for text in [
        "a\n\n| b | c |\n|--|:-:|\n| d|e \\| f |\n\ng",
        "a\n\nb|c\n-|-\nd|e \\| f\n\ng",
    ] {
        let head = text.find("\n\n").expect("a blank line") + 2;
        let selection = Selection::new(text, head + 1..head + 1);
        assert!(is_applied(Table, &selection), "{text}");
        let change = apply(Table, &selection);
        let text = change.apply_to(text);
        assert_eq!(text, "a\n\nb\tc\nd\te | f\n\ng");
        assert_eq!(&text[change.selection], "b\tc\nd\te | f");
    }
}

#[test]
fn the_table_command_is_applied_from_the_head_to_the_last_row() {
    for (text, caret, is_in_table) in [
        ("|a|b|\n|-|-|\n|c|d|", 0, true),
        ("|a|b|\n|-|-|\n|c|d|", 8, true),
        ("|a|b|\n|-|-|\n|c|d|", 17, true),
        ("|a|b|\n|-|-|\n|c|d|\n\ne", 19, false),
        ("e\n|a|b|\n|-|-|", 0, false),
        ("|a|b|\n|-|", 2, false),
        ("```\n|a|b|\n|-|-|\n```", 8, false),
        ("a\n---", 0, false),
    ] {
        let selection = Selection::new(text, caret..caret);
        assert_eq!(is_applied(Table, &selection), is_in_table, "{text} {caret}");
    }
}

/// Returns the text after the command, with the caret at `^`.
fn after_toggle(marked: &str) -> String {
    let caret = marked.find('^').expect("a caret");
    let text = marked.replace('^', "");
    apply(Table, &Selection::new(&text, caret..caret)).apply_to(&text)
}

#[test]
fn the_lines_of_a_table_stay_within_its_item_or_quote() {
    for (table, lines) in [
        (
            "> | a | b |\n> |---|---|\n> | c^ | d |\n\ne",
            "> a\tb\n> c\td\n\ne",
        ),
        (
            "- | a | b |\n  |---|---|\n  | c^ | d |\n- e",
            "- a\tb\n  c\td\n- e",
        ),
        (
            "1. x\n\n   | a | b |\n   |---|---|\n   | c^ | d |",
            "1. x\n\n   a\tb\n   c\td",
        ),
        (
            "> - | a^ | b |\n>   |---|---|\n>   | c | d |",
            "> - a\tb\n>   c\td",
        ),
    ] {
        assert_eq!(after_toggle(table), lines);
    }
}

#[test]
fn a_table_ends_where_another_block_starts() {
    for below in ["> quote", "# title", "- item", "```\ncode\n```"] {
        let table = format!("| a | b |\n|---|---|\n| c^ | d |\n{below}");
        assert_eq!(after_toggle(&table), format!("a\tb\nc\td\n{below}"));
    }
}

#[test]
fn only_what_markdown_parses_as_a_table_is_one() {
    for text in [
        "text\na | b\n---|---\nc | d",
        "    | a | b |\n    |---|---|\n    | c | d |",
        "<div>\n| a | b |\n|---|---|\n| c | d |\n</div>",
    ] {
        let caret = text.find('c').expect("a cell");
        let selection = Selection::new(text, caret..caret);
        assert!(!is_applied(Table, &selection), "{text}");
    }
}

#[test]
fn a_new_table_splits_no_block() {
    let table = "table(thead(tr(th(A)th(B)))tbody(tr(td()td())tr(td()td())))";
    for (text, tree) in [
        ("```\na^\nb\n```", "pre(code(a\nb\n)) "),
        ("    a^\n    b", "pre(code(a\nb\n)) "),
        ("a^\n===\nb", "h3(a) "),
        ("> ```\n> a^\n> ```", "blockquote(pre(code(a\n))"),
        ("- a^\n- b", "ul(li(p(a)"),
    ] {
        let after = outline(&after_toggle(text));
        assert!(
            after.starts_with(&format!("{tree}{table}")),
            "{text}: {after}"
        );
    }
}

/// A tab at the start of a paragraph would start code.
#[test]
fn a_table_without_a_first_cell_becomes_text() {
    for (table, lines) in [
        ("|  | b^ |\n|---|---|\n|  | d |", "\u{a0}\tb\n\td"),
        (
            "> |  | b^ |\n> |---|---|\n> | c | d |",
            "> \u{a0}\tb\n> c\td",
        ),
        (
            "- |  | b^ |\n  |---|---|\n  | c | d |",
            "- \u{a0}\tb\n  c\td",
        ),
        (
            "| a | b^ |\n|---|---|\n|  |  |\n|  | d |",
            "a\tb\n\t\n\u{a0}\td",
        ),
    ] {
        let text = after_toggle(table);
        assert_eq!(text, lines);
        assert!(!outline(&text).contains("code"), "{}", outline(&text));
    }
}
