//! Headings, quotes, lists, blocks of code and tables.

use open_ticket::editor::Command::{
    BulletList, CodeBlock, Heading, NumberedList, Quote, Table, TaskList,
};

use crate::notation::{after, applied, toggles};

#[test]
fn the_line_of_the_caret_gets_the_mark_wherever_the_caret_is() {
    toggles(Heading, "a\nb| c\nd", "a\n## b| c\nd");
    toggles(Quote, "a\nb| c\nd", "a\n> b| c\nd");
    toggles(BulletList, "a\nb| c\nd", "a\n- b| c\nd");
    toggles(NumberedList, "a\nb| c\nd", "a\n1. b| c\nd");
    toggles(TaskList, "a\nb| c\nd", "a\n- [ ] b| c\nd");
}

#[test]
fn an_empty_line_gets_the_mark_with_the_caret_behind_it() {
    toggles(Heading, "|", "## |");
    toggles(Quote, "a\n|\nb", "a\n> |\nb");
    toggles(BulletList, "|", "- |");
    toggles(NumberedList, "|", "1. |");
    toggles(TaskList, "|", "- [ ] |");
}

#[test]
fn all_selected_lines_get_it_and_blank_ones_none() {
    toggles(Heading, "|a\n\nb|", "## |a\n\n## b|");
    toggles(BulletList, "a|b\n  \nc|d", "- a|b\n  \n- c|d");
    toggles(TaskList, "|a\nb|", "- [ ] |a\n- [ ] b|");
}

#[test]
fn a_quote_takes_blank_lines_along_to_stay_one() {
    toggles(Quote, "|a\n\nb|", "> |a\n> \n> b|");
}

#[test]
fn quoting_a_quote_and_more_quotes_it_twice() {
    toggles(Quote, "|> a\nb|", "> |> a\n> b|");
}

#[test]
fn a_line_that_the_selection_only_reaches_is_left_alone() {
    toggles(BulletList, "|a\n|b", "- |a\n|b");
}

#[test]
fn numbers_count_at_each_depth() {
    toggles(
        NumberedList,
        "|a\nb\n  c\n  d\ne\n  f|",
        "1. |a\n2. b\n  1. c\n  2. d\n3. e\n  1. f|",
    );
}

#[test]
fn one_kind_of_list_takes_the_place_of_another() {
    assert_eq!(
        after(NumberedList, "|- a\n- [x] b\nc|"),
        "|1. a\n2. b\n3. c|"
    );
    assert_eq!(after(BulletList, "3. a|"), "- a|");
    assert_eq!(after(TaskList, "* a|"), "- [ ] a|");
    assert_eq!(after(BulletList, "- [ ] a|"), "- a|");
}

#[test]
fn a_heading_of_any_level_is_one() {
    assert!(applied(Heading, "#### a|"));
    assert_eq!(after(Heading, "#### a|"), "a|");
    assert!(!applied(Heading, "#a|"));
    assert!(!applied(Heading, "####### a|"));
}

#[test]
fn lists_and_headings_keep_within_their_quote() {
    toggles(BulletList, "> a|", "> - a|");
    toggles(Heading, "> - a|", "> - ## a|");
}

#[test]
fn a_rule_is_no_item() {
    assert!(!applied(BulletList, "* * *|"));
    assert!(!applied(BulletList, "---|"));
    assert!(applied(BulletList, "* * a|"));
}

#[test]
fn fences_go_around_whole_lines() {
    toggles(CodeBlock, "a\nb |c| d\ne", "a\n```\nb |c| d\n```\ne");
    toggles(CodeBlock, "|", "```\n|\n```");
    toggles(CodeBlock, "|a\n\nb\n|c", "```\n|a\n\nb\n```\n|c");
}

#[test]
fn fences_are_longer_than_those_within() {
    toggles(
        CodeBlock,
        "|```\na\n```\nb|",
        "````\n|```\na\n```\nb|\n````",
    );
}

#[test]
fn a_block_that_is_selected_in_part_is_taken_as_a_whole() {
    toggles(
        CodeBlock,
        "a\n```\nb|b\n```\nc|c\nd",
        "a\n````\n```\nb|b\n```\nc|c\n````\nd",
    );
}

#[test]
fn the_fences_of_any_block_go() {
    for (on, off) in [
        ("~~~ rust\nlet a|;\n~~~", "let a|;"),
        ("```\nunclosed |end", "unclosed |end"),
        ("a\n```\n```|\nb", "a\n|\nb"),
        ("|```\na\n```|", "|a|"),
        ("> ```\n> a|\n> ```", "> a|"),
    ] {
        assert!(applied(CodeBlock, on), "{on}");
        assert_eq!(after(CodeBlock, on), off);
    }
}

#[test]
fn text_between_two_blocks_is_no_code() {
    assert!(!applied(CodeBlock, "```\na\n```\nb|\n```\nc\n```"));
    assert!(!applied(CodeBlock, "> ```\n> a\nb|"));
}

#[test]
fn a_table_comes_with_its_first_cell_selected() {
    let skeleton = "| --- | --- |\n|  |  |\n|  |  |";
    let first = |written: &str| {
        let (text, selection) = crate::notation::read(written);
        let at = open_ticket::editor::Selected::new(&text, selection);
        let change = open_ticket::editor::apply(Table, &at);
        let text = change.applied_to(&text);
        assert_eq!(&text[change.selection], "A");
        text
    };
    assert_eq!(first("|"), format!("| A | B |\n{skeleton}"));
    assert_eq!(first("a| b"), format!("a b\n\n| A | B |\n{skeleton}"));
    assert_eq!(first("|a\n|b"), format!("a\n\n| A | B |\n{skeleton}\n\nb"));
}

#[test]
fn a_table_becomes_lines_with_tabs_between_the_cells() {
    for written in [
        "a\n\n| b | c |\n|--|:-:|\n| d|e \\| f |\n\ng",
        "a\n\nb|c\n-|-\nd|e \\| f\n\ng",
    ] {
        let head = written.find("\n\n").expect("a blank line") + 2;
        let at = open_ticket::editor::Selected::new(written, head + 1..head + 1);
        assert!(open_ticket::editor::is_applied(Table, &at), "{written}");
        let change = open_ticket::editor::apply(Table, &at);
        let text = change.applied_to(written);
        assert_eq!(text, "a\n\nb\tc\nd\te | f\n\ng");
        assert_eq!(&text[change.selection], "b\tc\nd\te | f");
    }
}

#[test]
fn a_table_is_applied_from_its_head_to_its_last_row_alone() {
    for (text, place, is_in) in [
        ("|a|b|\n|-|-|\n|c|d|", 0, true),
        ("|a|b|\n|-|-|\n|c|d|", 8, true),
        ("|a|b|\n|-|-|\n|c|d|", 17, true),
        ("|a|b|\n|-|-|\n|c|d|\n\ne", 19, false),
        ("e\n|a|b|\n|-|-|", 0, false),
        ("|a|b|\n|-|", 2, false),
        ("```\n|a|b|\n|-|-|\n```", 8, false),
        ("a\n---", 0, false),
    ] {
        let at = open_ticket::editor::Selected::new(text, place..place);
        assert_eq!(
            open_ticket::editor::is_applied(Table, &at),
            is_in,
            "{text} {place}"
        );
    }
}
