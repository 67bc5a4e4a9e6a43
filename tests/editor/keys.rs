//! Enter and Tab.

use open_ticket::editor::{enter, indent, mark_again, outdent};

use crate::notation::changed;

fn entered(written: &str) -> Option<String> {
    changed(written, enter)
}

#[track_caller]
fn goes_on(before: &str, after: &str) {
    assert_eq!(entered(before).as_deref(), Some(after));
}

#[test]
fn enter_goes_on_with_the_list() {
    goes_on("- a|", "- a\n- |");
    goes_on("* a|", "* a\n* |");
    goes_on("  + a|", "  + a\n  + |");
    goes_on("1. a|", "1. a\n2. |");
    goes_on("9) a|", "9) a\n10) |");
    goes_on("- [ ] a|", "- [ ] a\n- [ ] |");
    goes_on("- [x] a|", "- [x] a\n- [ ] |");
    goes_on("> a|", "> a\n> |");
    goes_on("> > - a|", "> > - a\n> > - |");
}

/// Typed without a thought for the list that goes on by itself, `- a`, Enter, `- b` used to end in
/// an item within an item.
#[test]
fn a_mark_that_is_typed_once_more_goes() {
    let typed = |written| changed(written, mark_again);
    for (before, after) in [
        ("- a\n- -|", "- a\n- |"),
        ("* a\n* *|", "* a\n* |"),
        ("1. a\n2. 2.|", "1. a\n2. |"),
        ("> a\n> >|", "> a\n> |"),
        ("- [x] a\n- [ ] -|", "- [x] a\n- [ ] |"),
        ("- [x] a\n- [ ] [ ]|", "- [x] a\n- [ ] |"),
        ("  - a\n  - -|\n- b", "  - a\n  - |\n- b"),
    ] {
        assert_eq!(typed(before).as_deref(), Some(after), "{before}");
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
        assert_eq!(typed(other), None, "{other}");
    }
}

#[test]
fn enter_within_an_item_takes_the_rest_along() {
    goes_on("- a| b", "- a\n- |b");
    goes_on("1. a |b\n2. c", "1. a \n2. |b\n3. c");
}

#[test]
fn enter_on_an_empty_item_ends_the_list() {
    goes_on("- a\n- |", "- a\n|");
    goes_on("- a\n-|", "- a\n|");
    goes_on("1. a\n2. |", "1. a\n|");
    goes_on("- [ ] |", "|");
    goes_on("> |", "|");
    goes_on("> - |", "> |");
    goes_on("> > |", "> |");
}

#[test]
fn enter_on_an_empty_item_of_an_inner_list_goes_on_with_the_outer_one() {
    goes_on("- a\n  - b\n  - |", "- a\n  - b\n- |");
    goes_on("1. a\n   - |\n2. c", "1. a\n2. |\n3. c");
    goes_on("- [x] a\n    - |", "- [x] a\n- [ ] |");
}

#[test]
fn numbers_that_follow_are_set_right() {
    goes_on("1. a|\n2. b\n3. c", "1. a\n2. |\n3. b\n4. c");
    goes_on(
        "1. a|\n   more\n   1. x\n\n5. b",
        "1. a\n2. |\n   more\n   1. x\n\n3. b",
    );
    goes_on("1. a\n2. |\n3. b\n4. c", "1. a\n|\n2. b\n3. c");
}

#[test]
fn numbers_of_other_lists_are_left_alone() {
    goes_on("1. a|\n\ntext\n\n7. b", "1. a\n2. |\n\ntext\n\n7. b");
    goes_on("  1. a|\n5. b", "  1. a\n  2. |\n5. b");
    goes_on("1. a|\n> 5. b", "1. a\n2. |\n> 5. b");
}

#[test]
fn the_largest_number_stays_one() {
    goes_on("999999999. a|", "999999999. a\n999999999. |");
}

#[test]
fn enter_is_the_browsers_everywhere_else() {
    for written in [
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
        assert_eq!(entered(written), None, "{written}");
    }
}

#[test]
fn enter_three_times_at_the_end_of_a_list_leaves_it() {
    let first = entered("- a|").unwrap();
    let second = entered(&first).unwrap();
    assert_eq!(second, "- a\n|");
    assert_eq!(entered(&second), None);
}

#[test]
fn tab_moves_the_selected_lines_in_and_out() {
    for (out, inside) in [
        ("|a\nb|", "    |a\n    b|"),
        ("- a\n- |b\n\n- c|", "- a\n    - |b\n\n    - c|"),
        ("> - |a|", ">     - |a|"),
    ] {
        assert_eq!(changed(out, indent).as_deref(), Some(inside));
        assert_eq!(changed(inside, outdent).as_deref(), Some(out));
    }
}

#[test]
fn lines_move_out_as_far_as_they_can() {
    assert_eq!(
        changed("|\ta\n  b\nc|", outdent).as_deref(),
        Some("|a\nb\nc|")
    );
    assert_eq!(changed("|a\nb|", outdent), None);
}

#[test]
fn tab_without_a_selection_leaves_the_field() {
    assert_eq!(changed("- a|", indent), None);
    assert_eq!(changed("    - a|", outdent), None);
}
