//! Bold, italic, struck through and code.

use open_ticket::editor::Command::{self, Bold, Code, Italic, Strikethrough};

use crate::notation::{after, applied, toggles};

#[test]
fn what_is_selected_gets_marks_and_stays_selected() {
    toggles(Bold, "a |b c| d", "a **|b c|** d");
    toggles(Italic, "a |b c| d", "a *|b c|* d");
    toggles(Strikethrough, "a |b c| d", "a ~~|b c|~~ d");
    toggles(Code, "a |b c| d", "a `|b c|` d");
}

#[test]
fn the_word_that_the_caret_touches_gets_marks_and_the_caret_stays_in_it() {
    toggles(Bold, "so go|od it", "so **go|od** it");
    toggles(Bold, "so |good it", "so **|good** it");
    toggles(Bold, "so good| it", "so **good|** it");
    toggles(Code, "call snake_c|ase.now!", "call `snake_c|ase.now`!");
    toggles(Italic, "don't st|op.", "don't *st|op*.");
}

#[test]
fn between_words_the_caret_comes_to_stand_between_the_marks() {
    toggles(Bold, "|", "**|**");
    toggles(Italic, "a | b", "a *|* b");
    toggles(Strikethrough, "a | b", "a ~~|~~ b");
    toggles(Code, "a | b", "a `|` b");
}

#[test]
fn blanks_at_the_edges_stay_outside_and_selected() {
    toggles(Bold, "a| test |b", "a| **test** |b");
    toggles(Italic, "|test\n|more", "|*test*\n|more");
}

#[test]
fn a_selection_of_blanks_is_a_caret() {
    assert_eq!(after(Bold, "a|  |b"), "a**|**  b");
}

#[test]
fn marks_that_are_selected_with_the_text_are_taken_away() {
    assert_eq!(after(Bold, "a |**b**| c"), "a |b| c");
    assert_eq!(after(Code, "a |`b`| c"), "a |b| c");
    assert_eq!(after(Strikethrough, "|~~b~~|"), "|b|");
}

#[test]
fn bold_and_italic_are_told_apart_by_the_number_of_marks() {
    toggles(Bold, "*|a|*", "***|a|***");
    toggles(Italic, "**|a|**", "***|a|***");
    for (text, bold, italic) in [
        ("|a|", false, false),
        ("*|a|*", false, true),
        ("**|a|**", true, false),
        ("***|a|***", true, true),
        ("_|a|_", false, true),
        ("__|a|__", true, false),
        ("**|a|*", false, true),
    ] {
        assert_eq!(applied(Bold, text), bold, "{text}");
        assert_eq!(applied(Italic, text), italic, "{text}");
    }
}

#[test]
fn underscores_and_single_tildes_are_taken_away_as_well() {
    assert_eq!(after(Bold, "__|a|__"), "|a|");
    assert_eq!(after(Italic, "_|a|_"), "|a|");
    assert_eq!(after(Strikethrough, "~|a|~"), "|a|");
}

#[test]
fn marks_anywhere_around_in_the_line_count() {
    assert!(applied(Bold, "so **very go|od it** is"));
    assert_eq!(
        after(Bold, "so **very go|od it** is"),
        "so very go|od it is"
    );
    assert_eq!(after(Italic, "**a *b c| d* e**"), "**a b c| d e**");
    assert_eq!(after(Code, "run `a b| c` now"), "run a b| c now");
    assert!(applied(Italic, "_**|a|**_"));
}

#[test]
fn what_only_looks_like_marks_does_not_count() {
    for text in [
        "**a** b| c **d**",
        "2 * 3 b| 4 * 5",
        r"\**a b| c**",
        "`**a` b| c**",
        "snake_case b| other_case",
    ] {
        assert!(!applied(Bold, text), "{text}");
        assert!(!applied(Italic, text), "{text}");
    }
    assert!(!applied(Code, "`a` b| `c`"));
}

#[test]
fn each_selected_line_gets_its_own_marks_behind_its_list_or_quote() {
    toggles(Bold, "|a\n\nb|", "**|a**\n\n**b|**");
    toggles(Italic, "- |a b\n- c d|", "- *|a b*\n- *c d|*");
    toggles(Bold, "|> a|", "|> **a**|");
    toggles(Strikethrough, "|1. a\n2. b|", "|1. ~~a~~\n2. ~~b~~|");
}

#[test]
fn lines_of_which_some_have_the_marks_all_get_them_first() {
    assert_eq!(after(Bold, "|**a**\nb|"), "|**a**\n**b**|");
    assert!(!applied(Bold, "|**a**\nb|"));
}

#[test]
fn code_with_backticks_gets_more_of_them_around() {
    toggles(Code, "|a`b|", "``|a`b|``");
    toggles(Code, "|`a|", "`` |`a| ``");
    toggles(Code, "|a``b`|", "``` |a``b`| ```");
    toggles(Code, "a |```| b", "a ```` |```| ```` b");
}

#[test]
fn several_lines_of_code_become_a_block() {
    toggles(Code, "|a\nb|", "```\n|a\nb|\n```");
    assert!(applied(Code, "```\nlet |a\n```"));
    assert_eq!(after(Code, "```\nlet |a\n```"), "let |a");
}

#[test]
fn words_of_any_script_are_whole() {
    for (off, on) in [
        ("Grüß|e", "**Grüß|e**"),
        ("שלו|ם עולם", "**שלו|ם** עולם"),
        ("e\u{301}te\u{301}| là", "**e\u{301}te\u{301}|** là"),
        ("👩‍👩‍👧|", "**👩‍👩‍👧|**"),
        ("你好|", "**你好|**"),
    ] {
        toggles(Bold, off, on);
    }
}

#[test]
fn all_marks_can_be_put_on_one_after_the_other_and_taken_off_in_any_order() {
    let all = [Bold, Italic, Strikethrough];
    let pressed = |text: String, command: &Command| after(*command, &text);
    let on = all.iter().fold("a |b| c".to_owned(), pressed);
    assert_eq!(on, "a ***~~|b|~~*** c");
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
        let off = order.iter().map(|at| &all[*at]).fold(on.clone(), pressed);
        assert_eq!(off, "a |b| c");
    }
}
