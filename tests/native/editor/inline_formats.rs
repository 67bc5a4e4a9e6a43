//! Bold, italic, strikethrough and code.

use open_ticket::editor::Command::{self, Bold, Code, Italic, Strikethrough};

use super::selection_notation::{after_command, assert_toggles, is_on};

#[test]
fn selected_text_gets_delimiters_and_stays_selected() {
    assert_toggles(Bold, "a |b c| d", "a **|b c|** d");
    assert_toggles(Italic, "a |b c| d", "a *|b c|* d");
    assert_toggles(Strikethrough, "a |b c| d", "a ~~|b c|~~ d");
    assert_toggles(Code, "a |b c| d", "a `|b c|` d");
}

#[test]
fn the_word_at_the_caret_gets_delimiters_and_the_caret_stays_in_it() {
    assert_toggles(Bold, "so go|od it", "so **go|od** it");
    assert_toggles(Bold, "so |good it", "so **|good** it");
    assert_toggles(Bold, "so good| it", "so **good|** it");
    assert_toggles(Code, "call snake_c|ase.now!", "call `snake_c|ase.now`!");
    assert_toggles(Italic, "don't st|op.", "don't *st|op*.");
}

#[test]
fn between_words_the_caret_ends_up_between_the_delimiters() {
    assert_toggles(Bold, "|", "**|**");
    assert_toggles(Italic, "a | b", "a *|* b");
    assert_toggles(Strikethrough, "a | b", "a ~~|~~ b");
    assert_toggles(Code, "a | b", "a `|` b");
}

#[test]
fn white_space_at_the_edges_stays_outside_and_selected() {
    assert_toggles(Bold, "a| test |b", "a| **test** |b");
    assert_toggles(Italic, "|test\n|more", "|*test*\n|more");
}

#[test]
fn a_selection_of_white_space_counts_as_a_caret() {
    assert_eq!(after_command(Bold, "a|  |b"), "a**|**  b");
}

#[test]
fn delimiters_selected_with_the_text_are_removed() {
    assert_eq!(after_command(Bold, "a |**b**| c"), "a |b| c");
    assert_eq!(after_command(Code, "a |`b`| c"), "a |b| c");
    assert_eq!(after_command(Strikethrough, "|~~b~~|"), "|b|");
}

#[test]
fn the_number_of_delimiters_distinguishes_bold_and_italic() {
    assert_toggles(Bold, "*|a|*", "***|a|***");
    assert_toggles(Italic, "**|a|**", "***|a|***");
    for (text, bold, italic) in [
        ("|a|", false, false),
        ("*|a|*", false, true),
        ("**|a|**", true, false),
        ("***|a|***", true, true),
        ("_|a|_", false, true),
        ("__|a|__", true, false),
        ("**|a|*", false, true),
    ] {
        assert_eq!(is_on(Bold, text), bold, "{text}");
        assert_eq!(is_on(Italic, text), italic, "{text}");
    }
}

#[test]
fn underscores_and_single_tildes_are_removed_too() {
    assert_eq!(after_command(Bold, "__|a|__"), "|a|");
    assert_eq!(after_command(Italic, "_|a|_"), "|a|");
    assert_eq!(after_command(Strikethrough, "~|a|~"), "|a|");
}

#[test]
fn a_selection_anywhere_between_delimiters_of_its_line_has_the_format() {
    assert!(is_on(Bold, "so **very go|od it** is"));
    assert_eq!(
        after_command(Bold, "so **very go|od it** is"),
        "so very go|od it is"
    );
    assert_eq!(after_command(Italic, "**a *b c| d* e**"), "**a b c| d e**");
    assert_eq!(after_command(Code, "run `a b| c` now"), "run a b| c now");
    assert!(is_on(Italic, "_**|a|**_"));
}

#[test]
fn text_that_only_looks_like_delimiters_is_not_a_format() {
    for text in [
        "**a** b| c **d**",
        "2 * 3 b| 4 * 5",
        "`**a` b| c**",
        "snake_case b| other_case",
    ] {
        assert!(!is_on(Bold, text), "{text}");
        assert!(!is_on(Italic, text), "{text}");
    }
    assert!(!is_on(Code, "`a` b| `c`"));
}

#[test]
fn each_selected_line_gets_its_own_delimiters_after_its_list_or_quote_marker() {
    assert_toggles(Bold, "|a\n\nb|", "**|a**\n\n**b|**");
    assert_toggles(Italic, "- |a b\n- c d|", "- *|a b*\n- *c d|*");
    assert_toggles(Bold, "|> a|", "|> **a**|");
    assert_toggles(Strikethrough, "|1. a\n2. b|", "|1. ~~a~~\n2. ~~b~~|");
}

#[test]
fn a_partly_formatted_selection_is_formatted_as_a_whole_first() {
    assert_eq!(after_command(Bold, "|**a**\nb|"), "|**a**\n**b**|");
    assert!(!is_on(Bold, "|**a**\nb|"));
}

#[test]
fn code_with_backticks_gets_longer_delimiters() {
    assert_toggles(Code, "|a`b|", "``|a`b|``");
    assert_toggles(Code, "|`a|", "`` |`a| ``");
    assert_toggles(Code, "|a``b`|", "``` |a``b`| ```");
    assert_toggles(Code, "a |```| b", "a ```` |```| ```` b");
}

#[test]
fn several_lines_of_code_become_a_fenced_block() {
    assert_toggles(Code, "|a\nb|", "```\n|a\nb|\n```");
    assert!(is_on(Code, "```\nlet |a\n```"));
    assert_eq!(after_command(Code, "```\nlet |a\n```"), "let |a");
}

#[test]
fn words_of_any_script_are_recognized() {
    for (off, on) in [
        ("Grüß|e", "**Grüß|e**"),
        ("שלו|ם עולם", "**שלו|ם** עולם"),
        ("e\u{301}te\u{301}| là", "**e\u{301}te\u{301}|** là"),
        ("👩‍👩‍👧|", "**👩‍👩‍👧|**"),
        ("你好|", "**你好|**"),
    ] {
        assert_toggles(Bold, off, on);
    }
}

#[test]
fn formats_can_be_combined_and_removed_in_any_order() {
    let all = [Bold, Italic, Strikethrough];
    let apply = |text: String, command: &Command| after_command(*command, &text);
    let on = all.iter().fold("a |b| c".to_owned(), apply);
    assert_eq!(on, "a ***~~|b|~~*** c");
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
        let off = order
            .iter()
            .map(|index| &all[*index])
            .fold(on.clone(), apply);
        assert_eq!(off, "a |b| c");
    }
}

/// CommonMark's flanking rules do not accept delimiters between punctuation and a letter.
#[test]
fn delimiters_move_inside_punctuation_within_a_word() {
    assert_toggles(Bold, "これは|「重要」|です", "これは|「**重要**」|です");
    assert_toggles(Bold, "call|\"x\"|now", "call|\"**x**\"|now");
    assert_toggles(Italic, "a|(b)|", "a|(*b*)|");
    assert_toggles(Strikethrough, "|「重要」|です", "|「~~重要~~」|です");
}

#[test]
fn punctuation_within_a_word_is_formatted_with_the_word() {
    assert_toggles(Bold, "so a|!!|b it", "so **a|!!|b** it");
    assert_toggles(Bold, "これは|！！|です。", "**これは|！！|です**。");
}

#[test]
fn delimiters_go_around_elements_that_the_selection_crosses() {
    assert_toggles(Bold, "a |b *c| d* e", "a **|b *c| d*** e");
    assert_toggles(Bold, "run `a |b` c|", "run **`a |b` c|**");
    assert_toggles(
        Bold,
        "|see [the| docs](https://x.org)",
        "**|see [the| docs](https://x.org)**",
    );
    assert_toggles(
        Bold,
        "see |[the| docs](https://x.org)",
        "see |[**the**| docs](https://x.org)",
    );
    assert_toggles(
        Bold,
        "see https://ex|ample.com/a",
        "see **https://ex|ample.com/a**",
    );
    assert_toggles(Bold, "a&a|mp;b", "**a&a|mp;b**");
}

#[test]
fn block_markers_stay_outside() {
    assert_toggles(Bold, "|## a|", "|## **a**|");
    assert_toggles(Italic, "|> - a\n> 1. b|", "|> - *a*\n> 1. *b*|");
}

#[test]
fn a_caret_next_to_formatted_text_removes_the_format() {
    for before in ["a |**b** c", "a *|*b** c", "a **b*|* c", "a **b**| c"] {
        assert!(is_on(Bold, before), "{before}");
        assert_eq!(after_command(Bold, before).replace('|', ""), "a b c");
    }
    assert_eq!(after_command(Bold, "a |**b** c"), "a |b c");
}

#[test]
fn text_next_to_formatted_text_joins_it() {
    assert_eq!(after_command(Bold, "**a**|b| c"), "**a|b|** c");
    assert_eq!(after_command(Bold, "|a|**b** c"), "**|a|b** c");
    assert_eq!(after_command(Bold, "|**a** b|"), "**|a b|**");
}

#[test]
fn a_format_command_changes_nothing_where_markdown_allows_no_format() {
    for notation in [
        "```\n|a|\n```",
        "```\n|\n```",
        "    |a|",
        "<div>\n|a|\n</div>",
        "[a](|url|)",
    ] {
        for command in [Bold, Italic, Strikethrough] {
            assert!(!is_on(command, notation), "{notation}");
            assert_eq!(
                after_command(command, notation).replace('|', ""),
                notation.replace('|', "")
            );
        }
    }
}

#[test]
fn delimiters_never_pair_with_those_of_the_text() {
    assert_toggles(Italic, "|\\**99.|", "|\\***99*.|");
    assert_toggles(Bold, "|\\***a|", "|\\*****a**|");
    assert_toggles(Bold, "a |\\*b| c*", "a **|\\*b|** c*");
    assert_toggles(Bold, "**|a|", "****|a|**");
    assert_toggles(Italic, "|a|*", "*|a|**");
    assert_toggles(Italic, "*|@🛀0.N", "**|*@🛀0.N");
}

#[test]
fn a_selection_that_cannot_be_formatted_is_not_treated_as_a_caret() {
    for notation in ["|***|", "__|_|", "|******|", "a\n|---|\nb", "```\n|a|\n```"] {
        for command in [Bold, Italic, Strikethrough] {
            assert!(!is_on(command, notation), "{notation}");
            assert_eq!(after_command(command, notation), notation);
        }
    }
}

/// Without the delimiters, the text would become a list item or a code block.
#[test]
fn a_format_stays_where_the_text_would_become_a_block_without_it() {
    for (command, notation) in [
        (Bold, "**|1. a**"),
        (Bold, "|**- a**"),
        (Strikethrough, "|~~```a~~"),
    ] {
        assert!(is_on(command, notation), "{notation}");
        assert_eq!(after_command(command, notation), notation);
    }
}

#[test]
fn code_is_not_added_if_applying_the_command_again_would_not_restore_the_text() {
    let text = "    ``";
    let notation = format!("a    |{text}{text}");
    assert_eq!(after_command(Code, &notation), notation);
}

#[test]
fn an_address_in_angle_brackets_gets_a_format_as_a_whole() {
    assert_toggles(
        Italic,
        "<https://exa|mple.org/>",
        "*<https://exa|mple.org/>*",
    );
    assert_toggles(
        Bold,
        "a <|ada@example.org|> b",
        "a **<|ada@example.org|>** b",
    );
}
