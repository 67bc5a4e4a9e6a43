//! Headings, quotes, lists and code blocks.

use open_ticket::editor::{
    Command::{BulletList, CodeBlock, Heading, NumberedList, Quote, TaskList},
    Selection, apply,
};

use super::selection_notation::{after_command, assert_toggles, is_on};

#[test]
fn the_line_at_the_caret_gets_the_prefix() {
    assert_toggles(Heading, "a\nb| c\nd", "a\n## b| c\nd");
    assert_toggles(Quote, "a\n\nb| c\n\nd", "a\n\n> b| c\n\nd");
    assert_toggles(BulletList, "a\n\nb| c", "a\n\n- b| c");
    assert_toggles(NumberedList, "a\nb| c\n## d", "a\n1. b| c\n## d");
    assert_toggles(TaskList, "a\nb| c\n- d", "a\n- [ ] b| c\n- d");
}

/// Without a blank line, text below a quote or an item belongs to it (lazy continuation).
#[test]
fn the_lines_around_the_selected_ones_stay_outside_of_the_block() {
    assert_toggles(Quote, "One\nTw|o\nThree", "One\n> Tw|o\n \nThree");
    assert_toggles(BulletList, "One\nTw|o\nThree", "One\n- Tw|o\n \nThree");
    assert_toggles(NumberedList, "One\nTw|o\nThree", "One\n1. Tw|o\n \nThree");
    assert_toggles(
        TaskList,
        "One\n|Two\nThree|\nFour",
        "One\n- [ ] |Two\n- [ ] Three|\n \nFour",
    );
    assert_toggles(
        BulletList,
        "> One\n> Tw|o\n> Three",
        "> One\n> - Tw|o\n>  \n> Three",
    );
    assert_toggles(
        Quote,
        "- One\n  Tw|o\n  Three",
        "- One\n  > Tw|o\n \n  Three",
    );
    assert_toggles(Heading, "One\nTw|o\nThree", "One\n## Tw|o\nThree");
}

#[test]
fn an_empty_item_below_text_does_not_make_it_a_heading() {
    assert_toggles(BulletList, "One\n|", "One\n \n- |");
}

#[test]
fn text_that_leaves_a_list_or_quote_is_outside_of_it() {
    assert_eq!(
        after_command(BulletList, "- a\n- b|\n- c"),
        "- a\n \nb|\n- c"
    );
    assert_eq!(after_command(NumberedList, "1. a\n2. b|"), "1. a\n \nb|");
    assert_eq!(after_command(Quote, "> a\n> b|\n> c"), "> a\n>  \nb|\n> c");
    for (command, notation) in [(BulletList, "- a\n- b|\n- c"), (Quote, "> a\n> b|\n> c")] {
        let off = after_command(command, notation);
        assert_eq!(after_command(command, &off), notation);
    }
}

#[test]
fn line_commands_follow_the_parsed_markdown() {
    // Code, an item that cannot interrupt a paragraph, a heading that is indented too far.
    for (command, notation) in [
        (Heading, "```\n## a|\n```"),
        (BulletList, "    - a|"),
        (Quote, "```\n> a|\n```"),
        (NumberedList, "a\n2. b|"),
        (Heading, "a\n     ## b|"),
    ] {
        assert!(!is_on(command, notation), "{notation}");
    }
    assert_eq!(after_command(BulletList, "```\na|\n```"), "```\na|\n```");
    assert_eq!(after_command(NumberedList, "a\n2. b|"), "a\n1. b|");
    assert_eq!(after_command(Heading, "a\n     b|"), "a\n## b|");
    assert_eq!(after_command(Heading, "- a\nb|"), "- a\n  ## b|");
    assert_eq!(after_command(Quote, "> a\nb|"), "> a\n \nb|");
    assert_eq!(after_command(Quote, "- > a|"), "- a|");
}

#[test]
fn an_empty_line_gets_the_prefix_before_the_caret() {
    assert_toggles(Heading, "|", "## |");
    assert_toggles(Quote, "a\n|\n\nb", "a\n> |\n\nb");
    assert_toggles(BulletList, "|", "- |");
    assert_toggles(NumberedList, "|", "1. |");
    assert_toggles(TaskList, "|", "- [ ] |");
}

#[test]
fn all_selected_lines_except_blank_ones_get_the_prefix() {
    assert_toggles(Heading, "|a\n\nb|", "## |a\n\n## b|");
    assert_toggles(BulletList, "a|b\n  \nc|d", "- a|b\n  \n- c|d");
    assert_toggles(TaskList, "|a\nb|", "- [ ] |a\n- [ ] b|");
}

#[test]
fn a_quote_includes_blank_lines_so_that_it_is_not_split() {
    assert_toggles(Quote, "|a\n\nb|", "> |a\n> \n> b|");
}

#[test]
fn a_quote_includes_the_whole_of_a_block_that_cannot_be_split() {
    // An empty item below text is the underline of a heading.
    assert_toggles(Quote, "_\n- |", "> _\n> - |");
    assert_toggles(Quote, "a|\n===\nb", "> a|\n> ===\nb");
    assert_toggles(Quote, "a\n```\nb|\n```\nc", "a\n> ```\n> b|\n> ```\nc");
    assert_toggles(Quote, "    a|\n    b", ">     a|\n>     b");
    assert_toggles(Quote, "<p>\na|\n</p>", "> <p>\n> a|\n> </p>");
    let table = "A | B\n--- | ---\nc | d";
    let quoted = "> A | B\n> --- | ---\n> c | d";
    let (off, on) = (Selection::new(table, 8..8), Selection::new(quoted, 12..12));
    assert_eq!(apply(Quote, &off).apply_to(table), quoted);
    assert_eq!(apply(Quote, &on).apply_to(quoted), table);
}

#[test]
fn lines_in_an_item_are_quoted_with_their_relative_indentation() {
    assert_toggles(Quote, "- a\n  |- b\n    - c|", "- a\n  > |- b\n  >   - c|");
    assert_toggles(
        Quote,
        "- a\n\n  |10) b\n      c|",
        "- a\n\n  > |10) b\n  >     c|",
    );
    assert_toggles(Quote, "- a\n\n  |b\n\n  c|", "- a\n\n  > |b\n  > \n  > c|");
}

#[test]
fn quoted_code_does_not_join_the_quote_above() {
    assert_toggles(
        Quote,
        "> ```\n> a\n```\nb|\n```",
        "> ```\n> a\n \n> ```\n> b|\n> ```",
    );
}

#[test]
fn quoted_code_leaves_the_blank_quote_below_it() {
    assert_toggles(Quote, "1. ```|\n>\n", "> 1. ```|\n>\n");
}

#[test]
fn a_quote_marker_in_unclosed_code_is_quoted_with_the_code() {
    assert_toggles(Quote, "```\n|>\n\n", "> ```\n> |>\n\n");
    assert_toggles(Quote, "a\n\n```\nb\n> >|\n", "a\n\n> ```\n> b\n> > >|\n");
    assert_toggles(
        Quote,
        "> a\n\n~~~\n>\n|\n> ",
        "> a\n\n> ~~~\n> >\n> |\n> > ",
    );
}

#[test]
fn a_heading_that_would_become_code_stays() {
    assert_eq!(after_command(Heading, "## ```a|"), "## ```a|");
    assert_eq!(after_command(Heading, "## ~~~ a|"), "## ~~~ a|");
}

#[test]
fn quoting_a_quote_with_other_lines_nests_it() {
    assert_toggles(Quote, "|> a\n\nb|", "> |> a\n> \n> b|");
    // Without a blank line, `b` belongs to the quote.
    assert!(is_on(Quote, "|> a\nb|"));
}

#[test]
fn a_selection_that_ends_at_the_start_of_a_line_excludes_it() {
    assert_toggles(BulletList, "|a\n|## b", "- |a\n|## b");
}

#[test]
fn items_are_numbered_separately_at_each_depth() {
    assert_toggles(
        NumberedList,
        "|a\nb\n  c\n  d\ne\n  f|",
        "1. |a\n2. b\n  1. c\n  2. d\n3. e\n  1. f|",
    );
}

#[test]
fn one_kind_of_list_replaces_another() {
    assert_eq!(
        after_command(NumberedList, "|- a\n- [x] b\nc|"),
        "|1. a\n2. b\n3. c|"
    );
    assert_eq!(after_command(BulletList, "3. a|"), "- a|");
    assert_eq!(after_command(TaskList, "* a|"), "- [ ] a|");
    assert_eq!(after_command(BulletList, "- [ ] a|"), "- a|");
}

#[test]
fn headings_of_levels_1_to_6_are_recognized() {
    assert!(is_on(Heading, "#### a|"));
    assert_eq!(after_command(Heading, "#### a|"), "a|");
    assert!(!is_on(Heading, "#a|"));
    assert!(!is_on(Heading, "####### a|"));
}

#[test]
fn lists_and_headings_stay_within_their_quote() {
    assert_toggles(BulletList, "> a|", "> - a|");
    assert_toggles(Heading, "> - a|", "> - ## a|");
}

#[test]
fn a_thematic_break_is_not_a_list_item() {
    assert!(!is_on(BulletList, "* * *|"));
    assert!(!is_on(BulletList, "---|"));
    assert!(is_on(BulletList, "* * a|"));
}

#[test]
fn fences_go_around_whole_lines() {
    assert_toggles(CodeBlock, "a\nb |c| d\ne", "a\n```\nb |c| d\n```\ne");
    assert_toggles(CodeBlock, "|", "```\n|\n```");
    assert_toggles(CodeBlock, "|a\n\nb\n|c", "```\n|a\n\nb\n```\n|c");
}

#[test]
fn fences_are_longer_than_those_inside() {
    assert_toggles(
        CodeBlock,
        "|```\na\n```\nb|",
        "````\n|```\na\n```\nb|\n````",
    );
}

#[test]
fn a_partly_selected_code_block_is_fenced_as_a_whole() {
    assert_toggles(
        CodeBlock,
        "a\n```\nb|b\n```\nc|c\nd",
        "a\n````\n```\nb|b\n```\nc|c\n````\nd",
    );
}

#[test]
fn fences_are_within_the_item_or_quote_of_the_lines() {
    for (off, on) in [
        ("- a\n  b|\n  c", "- a\n  ```\n  b|\n  ```\n  c"),
        (
            "1. a\n\n   |b\n\n   c|",
            "1. a\n\n   ```\n   |b\n\n   c|\n   ```",
        ),
        ("> |a\n> b|\n> c", "> ```\n> |a\n> b|\n> ```\n> c"),
        ("- a\n  > b|", "- a\n  > ```\n  > b|\n  > ```"),
        ("- a\n\n  |", "- a\n\n  ```\n  |\n  ```"),
        // The marker of an item is a part of the code.
        ("- a|\n- b", "```\n- a|\n```\n- b"),
        ("> |a\n\nb|", "```\n> |a\n\nb|\n```"),
    ] {
        assert_toggles(CodeBlock, off, on);
    }
}

#[test]
fn fences_include_the_whole_of_a_block_that_cannot_be_split() {
    assert_toggles(
        CodeBlock,
        "<div>\na|\n</div>",
        "```\n<div>\na|\n</div>\n```",
    );
    assert_toggles(CodeBlock, "a|\n===\nb", "```\na|\n===\n```\nb");
}

#[test]
fn fences_of_every_kind_are_removed() {
    for (on, off) in [
        ("~~~ rust\nlet a|;\n~~~", "let a|;"),
        ("```\nunclosed |end", "unclosed |end"),
        ("a\n```\n```|\nb", "a\n|\nb"),
        ("|```\na\n```|", "|a|"),
        ("> ```\n> a|\n> ```", "> a|"),
    ] {
        assert!(is_on(CodeBlock, on), "{on}");
        assert_eq!(after_command(CodeBlock, on), off);
    }
}

#[test]
fn text_between_two_code_blocks_is_not_code() {
    assert!(!is_on(CodeBlock, "```\na\n```\nb|\n```\nc\n```"));
    assert!(!is_on(CodeBlock, "> ```\n> a\nb|"));
}

#[test]
fn a_quote_of_a_blank_line_in_unclosed_code_is_removed_when_applied_again() {
    let text = "~~~\n1. e\u{301}- [ ] ```\n\n\t";
    let on = apply(Quote, &Selection::new(text, 20..20));
    let quoted = on.apply_to(text);
    let off = apply(Quote, &Selection::new(&quoted, on.selection));
    assert_eq!(off.apply_to(&quoted), text);
}
