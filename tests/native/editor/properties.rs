//! Properties of all text and all selections.

use std::ops::Range;

use open_ticket::editor::{
    Change,
    Command::{self, Bold, Code, CodeBlock, Heading, Italic, Link, Quote, Strikethrough},
    Selection, apply, continue_markup, indent, is_applied, is_in_code, outdent, paste_markdown,
    paste_url,
};
use open_ticket::markdown::outline::{EMPHASIS, STRIKETHROUGH, STRONG};
use proptest::prelude::*;

use super::random_text::{any_selection, config, has_format_on_a_line, plain_selection};

const LISTS: [Command; 3] = [
    Command::BulletList,
    Command::NumberedList,
    Command::TaskList,
];

/// Returns the text and the selection after a command.
fn after_command(command: Command, text: &str, selection: Range<usize>) -> (String, Range<usize>) {
    let change = apply(command, &Selection::new(text, selection));
    (change.apply_to(text), change.selection)
}

/// Returns `true` if a command is applied on at least one of the selected lines.
fn is_on_a_line(command: Command, text: &str, selection: &Range<usize>) -> bool {
    let mut start = 0;
    text.split('\n').any(|line| {
        let (line_start, line_end) = (start, start + line.len());
        start = line_end + 1;
        let part = selection.start.max(line_start)..selection.end.min(line_end);
        part.start <= part.end && is_applied(command, &Selection::new(text, part))
    })
}

/// Returns `true` if a line looks like one that commands add, and remove, between blocks.
fn has_separator(text: &str) -> bool {
    let is_blank = |line: &str| line.ends_with(' ') && line.trim_matches(['>', ' ']).is_empty();
    text.split('\n').any(is_blank)
}

fn assert_toggling_twice_restores(
    command: Command,
    text: &str,
    selection: Range<usize>,
) -> Result<(), TestCaseError> {
    prop_assume!(!is_on_a_line(command, text, &selection));
    let (on, selected) = after_command(command, text, selection.clone());
    if on == text {
        // Where Markdown has no such format, as in code, a command changes nothing.
        return Ok(());
    }
    let is_on = is_applied(command, &Selection::new(&on, selected.clone()));
    // A selection without formattable text becomes a caret at its start.
    let end = if selected.is_empty() {
        selection.start
    } else {
        selection.end
    };
    let (off, selected) = after_command(command, &on, selected);
    prop_assert_eq!(&off, text, "after {:?}", on);
    // Markdown may not accept a format on one of several lines.
    let is_format = [Bold, Italic, Strikethrough].contains(&command);
    prop_assert!(
        is_on || is_format && text[selection.clone()].contains('\n'),
        "{on:?}"
    );
    // Delimiters at the ends of the selection may belong to either side.
    let content = |range: Range<usize>| text[range].trim_matches(['*', '_', '~']);
    let (selected, expected) = (content(selected), content(selection.start..end));
    prop_assert_eq!(selected, expected, "after {:?}", on);
    Ok(())
}

/// Asserts that a change and its selection lie within the text, at character boundaries.
fn assert_fits(change: &Change, text: &str) {
    assert!(change.range.start <= change.range.end);
    assert!(text.is_char_boundary(change.range.start) && text.is_char_boundary(change.range.end));
    let after = change.apply_to(text);
    assert!(change.selection.start <= change.selection.end);
    assert!(after.is_char_boundary(change.selection.start));
    assert!(after.is_char_boundary(change.selection.end));
}

#[test]
fn long_hostile_lines_are_processed() {
    let lengths = (1..500).map(|length| format!("{}a", "`".repeat(length)));
    for text in [
        "[".repeat(50_000) + &"](".repeat(50_000),
        "a *b* `c` **[d](e)** _f_ ~g~ ".repeat(5_000),
        "*a **".repeat(30_000),
        "> ".repeat(50_000),
        "```\n\n".repeat(20_000),
        lengths.collect(),
    ] {
        let middle = text.len() / 2;
        let selection = Selection::new(&text, middle..middle);
        for command in Command::ALL {
            assert_fits(&apply(command, &selection), &text);
        }
    }
}

/// Regression test: a selected part that crosses two lines, in a link that ends on the second one.
#[test]
fn a_link_across_lines_is_processed() {
    let text = "> - word `- b c[>\n\t>***99. word ](url)";
    let selection = Selection::new(text, 6..21);
    for command in Command::ALL {
        assert_fits(&apply(command, &selection), text);
        let _ = is_applied(command, &selection);
    }
    let _ = paste_url("https://x.org", &selection);
    assert_fits(&paste_markdown("a\nb", &selection), text);
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn every_change_fits_the_text((text, selection) in any_selection()) {
        let selection = Selection::new(&text, selection);
        for command in Command::ALL {
            assert_fits(&apply(command, &selection), &text);
            let _ = is_applied(command, &selection);
        }
        let others = [
            continue_markup(&selection),
            indent(&selection),
            outdent(&selection),
            paste_url("https://x.org", &selection),
        ];
        others.iter().flatten().for_each(|change| assert_fits(change, &text));
        assert_fits(&paste_markdown("a\nb", &selection), &text);
        let _ = is_in_code(&selection);
    }

    #[test]
    fn any_range_gives_a_valid_selection(text: String, start: usize, length in 0_usize..40) {
        let range = start % 50..start % 50 + length;
        for selection in [
            Selection::new(&text, range.clone()),
            Selection::from_utf16(&text, range),
        ] {
            prop_assert!(text.get(selection.range()).is_some());
        }
    }

    #[test]
    fn utf16_units_are_converted_to_bytes((text, selection) in any_selection()) {
        let units = |offset: usize| text[..offset].encode_utf16().count();
        let utf16_range = units(selection.start)..units(selection.end);
        prop_assert_eq!(Selection::from_utf16(&text, utf16_range).range(), selection);
    }

    #[test]
    fn toggling_a_format_twice_restores_the_text((text, selection) in any_selection()) {
        for (command, format) in [(Bold, STRONG), (Italic, EMPHASIS), (Strikethrough, STRIKETHROUGH)] {
            if !has_format_on_a_line(format, &text, &selection) {
                assert_toggling_twice_restores(command, &text, selection.clone())?;
            }
        }
    }

    #[test]
    fn toggling_code_twice_restores_the_text((text, selection) in any_selection()) {
        assert_toggling_twice_restores(Code, &text, selection)?;
    }

    #[test]
    fn toggling_a_code_block_twice_restores_the_text((text, selection) in any_selection()) {
        assert_toggling_twice_restores(CodeBlock, &text, selection)?;
    }

    #[test]
    fn toggling_a_quote_twice_restores_the_text((text, selection) in any_selection()) {
        prop_assume!(!is_applied(Quote, &Selection::new(&text, selection.clone())));
        prop_assume!(!has_separator(&text));
        assert_toggling_twice_restores(Quote, &text, selection)?;
    }

    #[test]
    fn toggling_a_heading_or_list_twice_restores_the_text((text, selection) in plain_selection()) {
        // A line that is indented by four spaces is outdented: it could not be an item otherwise.
        prop_assume!(!text.contains("    ") && !has_separator(&text));
        for command in LISTS.into_iter().chain([Heading]) {
            assert_toggling_twice_restores(command, &text, selection.clone())?;
        }
    }

    #[test]
    fn toggling_a_link_twice_restores_the_text((text, selection) in plain_selection()) {
        // Four spaces start code.
        prop_assume!(!text[selection.clone()].trim().contains('\n') && !text.contains("    "));
        let (on, selected) = after_command(Link, &text, selection);
        prop_assert!(is_applied(Link, &Selection::new(&on, selected.clone())));
        prop_assert_eq!(after_command(Link, &on, selected).0, text);
    }

    #[test]
    fn toggling_a_link_in_markdown_twice_restores_the_text((text, selection) in any_selection()) {
        // The link command percent-encodes addresses and removes the escapes of brackets.
        let is_lossy = text.contains("\\[") || text.contains("\\]") || text.contains("://");
        prop_assume!(!is_lossy && !is_on_a_line(Link, &text, &selection));
        let (on, selected) = after_command(Link, &text, selection);
        if on != text {
            prop_assert!(is_applied(Link, &Selection::new(&on, selected.clone())), "{:?}", on);
            prop_assert_eq!(after_command(Link, &on, selected).0, text, "{:?}", on);
        }
    }

    #[test]
    fn outdenting_reverts_indenting((text, selection) in any_selection()) {
        // A quote marker without a space after it would get one.
        prop_assume!(!text.contains('>'));
        if let Some(change) = indent(&Selection::new(&text, selection)) {
            let indented = change.apply_to(&text);
            // Numbered items get other numbers.
            let without_digits = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
            prop_assume!(indented != text);
            let outdented = outdent(&Selection::new(&indented, change.selection));
            let outdented = outdented.expect("the text is indented");
            // Blank lines are not indented, but a line of spaces is outdented.
            prop_assume!(text.lines().all(|line| line.is_empty() || !line.trim().is_empty()));
            prop_assert_eq!(without_digits(&outdented.apply_to(&indented)), without_digits(&text));
        }
    }

    #[test]
    fn repeated_enter_always_ends_all_lists((text, selection) in any_selection()) {
        let end = text[selection.start..].find('\n').map_or(text.len(), |end| selection.start + end);
        let caret = end..end;
        let (mut text, mut selection) = (text, caret);
        for _ in 0..80 {
            let Some(change) = continue_markup(&Selection::new(&text, selection.clone())) else {
                return Ok(());
            };
            text = change.apply_to(&text);
            selection = change.selection;
        }
        prop_assert!(false, "Enter still continues a list: {:?}", text);
    }
}
