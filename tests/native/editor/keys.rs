//! Enter, Space and Tab.

use open_ticket::editor::{continue_markup, indent, outdent, remove_duplicate_marker};

use super::rendered_text::outline;
use super::selection_notation::after_change;

fn after_enter(notation: &str) -> Option<String> {
    after_change(notation, continue_markup)
}

#[track_caller]
fn assert_after_enter(before: &str, after: &str) {
    assert_eq!(after_enter(before).as_deref(), Some(after));
}

#[test]
fn enter_continues_a_list_or_quote() {
    assert_after_enter("- a|", "- a\n- |");
    assert_after_enter("* a|", "* a\n* |");
    assert_after_enter("  + a|", "  + a\n  + |");
    assert_after_enter("1. a|", "1. a\n2. |");
    assert_after_enter("9) a|", "9) a\n10) |");
    assert_after_enter("- [ ] a|", "- [ ] a\n- [ ] |");
    assert_after_enter("- [x] a|", "- [x] a\n- [ ] |");
    assert_after_enter("> a|", "> a\n> |");
    assert_after_enter("> > - a|", "> > - a\n> > - |");
}

/// Regression test: `- a`, Enter, `- b` used to give an item within an item, since Enter continues
/// the list.
#[test]
fn a_marker_typed_again_is_removed() {
    let after_space = |notation| after_change(notation, remove_duplicate_marker);
    for (before, after) in [
        ("- a\n- -|", "- a\n- |"),
        ("* a\n* *|", "* a\n* |"),
        ("1. a\n2. 2.|", "1. a\n2. |"),
        ("> a\n> >|", "> a\n> |"),
        ("- [x] a\n- [ ] -|", "- [x] a\n- [ ] |"),
        ("- [x] a\n- [ ] [ ]|", "- [x] a\n- [ ] |"),
        ("  - a\n  - -|\n- b", "  - a\n  - |\n- b"),
    ] {
        assert_eq!(after_space(before).as_deref(), Some(after), "{before}");
    }
    for other in [
        "- -|",
        "a\n- -|",
        "- a\n- *|",
        "- a\n- b -|",
        "- a\n-|",
        "- a\n- |-|",
        "- a\n- -|b",
        "1. a\n2. 3.|",
        "```\n- a\n- -|",
        "|",
    ] {
        assert_eq!(after_space(other), None, "{other}");
    }
}

#[test]
fn enter_within_an_item_moves_the_rest_to_the_new_item() {
    assert_after_enter("- a| b", "- a\n- |b");
    assert_after_enter("1. a |b\n2. c", "1. a \n2. |b\n3. c");
}

#[test]
fn enter_on_an_empty_item_ends_the_list() {
    assert_after_enter("- a\n- |", "- a\n\n|");
    assert_after_enter("- a\n-|", "- a\n\n|");
    assert_after_enter("1. a\n2. |", "1. a\n\n|");
    assert_after_enter("- a\n\n- |", "- a\n\n|");
    assert_after_enter("## a\n- |", "## a\n|");
    assert_after_enter("- [ ] |", "|");
    assert_after_enter("> |", "|");
    assert_after_enter("> - |", "> |");
    assert_after_enter("> > |", "> |");
    assert_after_enter("> a\n> |", "> a\n\n|");
    assert_after_enter("> - a\n> - |", "> - a\n>\n> |");
    assert_after_enter("> > a\n> > |", "> > a\n>\n> |");
}

/// Without a blank line, a sentence below an item belongs to it (lazy continuation).
#[test]
fn a_sentence_after_pressing_enter_twice_is_a_paragraph_below_the_list() {
    for (typed, tree) in [
        ("- one", "ul(li(one)) p(Thank you)"),
        ("1. one", "ol(li(one)) p(Thank you)"),
        ("- [ ] one", "ul(li(input() one)) p(Thank you)"),
        ("> one", "blockquote(p(one)) p(Thank you)"),
        ("> - one", "blockquote(ul(li(one))p(Thank you))"),
    ] {
        let first = after_enter(&format!("{typed}|")).expect("a new item");
        let second = after_enter(&first).expect("the end of the list");
        assert_eq!(outline(&second.replace('|', "Thank you")), tree, "{typed}");
    }
}

#[test]
fn a_sentence_between_two_items_belongs_to_neither() {
    for (before, tree) in [
        ("- a\n- |\n- b", "ul(li(a)) p(x) ul(li(b))"),
        ("1. a\n2. |\n3. b", "ol(li(a)) p(x) ol:2(li(b))"),
        ("> a\n> |\n> b", "blockquote(p(a)) p(x) blockquote(p(b))"),
    ] {
        let after = after_enter(before).expect("the end of the list");
        assert_eq!(outline(&after.replace('|', "x")), tree, "{after}");
    }
}

#[test]
fn enter_is_left_to_the_browser_where_markdown_has_no_list() {
    for notation in ["    - a|", "a\n2. b|", "<div>\n- a|\n</div>", "a\n    > b|"] {
        assert_eq!(after_enter(notation), None, "{notation}");
    }
}

#[test]
fn enter_on_an_empty_item_of_an_inner_list_continues_the_outer_one() {
    assert_after_enter("- a\n  - b\n  - |", "- a\n  - b\n- |");
    assert_after_enter("1. a\n   - |\n2. c", "1. a\n2. |\n3. c");
    assert_after_enter("- [x] a\n    - |", "- [x] a\n- [ ] |");
}

#[test]
fn the_following_items_are_renumbered() {
    assert_after_enter("1. a|\n2. b\n3. c", "1. a\n2. |\n3. b\n4. c");
    assert_after_enter(
        "1. a|\n   more\n   1. x\n\n5. b",
        "1. a\n2. |\n   more\n   1. x\n\n3. b",
    );
    assert_after_enter("1. a\n2. |\n3. b\n4. c", "1. a\n\n|\n\n2. b\n3. c");
}

#[test]
fn items_of_other_lists_keep_their_numbers() {
    assert_after_enter("1. a|\n\ntext\n\n7. b", "1. a\n2. |\n\ntext\n\n7. b");
    assert_after_enter("  1. a|\n5. b", "  1. a\n  2. |\n5. b");
    assert_after_enter("1. a|\n> 5. b", "1. a\n2. |\n> 5. b");
}

#[test]
fn the_largest_number_is_repeated() {
    assert_after_enter("999999999. a|", "999999999. a\n999999999. |");
}

#[test]
fn enter_is_left_to_the_browser_everywhere_else() {
    for notation in [
        "|",
        "text|",
        "|- a",
        "-| a",
        "- |a|",
        "-a|",
        "1.a|",
        "---|",
        "* * *|",
        "```\n- a|\n```",
        "~~~\n> a|",
        "1234567890. a|",
    ] {
        assert_eq!(after_enter(notation), None, "{notation}");
    }
}

#[test]
fn pressing_enter_twice_leaves_a_list_and_the_third_enter_is_left_to_the_browser() {
    let first = after_enter("- a|").unwrap();
    let second = after_enter(&first).unwrap();
    assert_eq!(second, "- a\n\n|");
    assert_eq!(after_enter(&second), None);
}

#[test]
fn tab_indents_the_selected_lines_and_shift_tab_outdents_them() {
    for (outdented, indented) in [
        ("|a\nb|", "    |a\n    b|"),
        ("- a\n- |b\n\n- c|", "- a\n    - |b\n\n    - c|"),
        ("> - a\n> - |b|", "> - a\n>     - |b|"),
    ] {
        assert_eq!(after_change(outdented, indent).as_deref(), Some(indented));
        assert_eq!(after_change(indented, outdent).as_deref(), Some(outdented));
    }
}

/// A numbered list within an item starts with 1: another number would be text of the item.
#[test]
fn indented_numbered_items_start_at_1() {
    for (before, after, tree) in [
        ("1. a\n|2. b|", "1. a\n    |1. b|", "ol(li(aol(li(b))))"),
        (
            "1) a\n|2) b\n3) c|",
            "1) a\n    |1) b\n    2) c|",
            "ol(li(aol(li(b)li(c))))",
        ),
        (
            "> 1. a\n> |2. b|",
            "> 1. a\n>     |1. b|",
            "blockquote(ol(li(aol(li(b)))))",
        ),
        (
            "1. a\n    1. b\n|2. c|",
            "1. a\n    1. b\n    |2. c|",
            "ol(li(aol(li(b)li(c))))",
        ),
    ] {
        let indented = after_change(before, indent).expect("a change");
        assert_eq!(indented, after);
        assert_eq!(outline(&indented.replace('|', "")), tree);
    }
}

/// Four spaces would turn them into code, or into text of the item above.
#[test]
fn items_that_cannot_be_nested_are_indented_by_two_spaces_and_stay_items() {
    for (outdented, indented) in [
        ("|- a\n- b|", "  |- a\n  - b|"),
        ("> |1. a|", ">   |1. a|"),
        ("|text\n\n- a|", "  |text\n\n  - a|"),
        ("100. a\n|101. b|", "100. a\n  |101. b|"),
        ("```\n|- a|\n```", "```\n    |- a|\n```"),
    ] {
        assert_eq!(after_change(outdented, indent).as_deref(), Some(indented));
        assert_eq!(after_change(indented, outdent).as_deref(), Some(outdented));
    }
    assert_eq!(after_change("  |- a|", indent).as_deref(), Some("  |- a|"));
}

#[test]
fn lines_with_less_indentation_are_outdented_to_the_margin() {
    assert_eq!(
        after_change("|\ta\n  b\nc|", outdent).as_deref(),
        Some("|a\nb\nc|")
    );
    assert_eq!(after_change("|a\nb|", outdent), None);
}

#[test]
fn tab_without_a_selection_is_left_to_the_browser() {
    assert_eq!(after_change("- a|", indent), None);
    assert_eq!(after_change("    - a|", outdent), None);
}
