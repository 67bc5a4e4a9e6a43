//! What holds of every text and every selection.

use std::ops::Range;

use open_ticket::editor::{
    Change,
    Command::{self, Bold, Code, CodeBlock, Heading, Italic, Link, Quote, Strikethrough},
    Selected, apply, enter, indent, is_applied, is_in_code, outdent, paste_markdown, paste_url,
};
use proptest::prelude::*;

use crate::texts::{any_selected, plain_selected};

const LISTS: [Command; 3] = [
    Command::BulletList,
    Command::NumberedList,
    Command::TaskList,
];

/// The text and the selection after a command.
fn pressed(command: Command, text: &str, selection: Range<usize>) -> (String, Range<usize>) {
    let change = apply(command, &Selected::new(text, selection));
    (change.applied_to(text), change.selection)
}

/// Whether a command is applied on one of the selected lines at least.
fn is_on_a_line(command: Command, text: &str, selection: &Range<usize>) -> bool {
    let mut start = 0;
    text.split('\n').any(|line| {
        let (from, to) = (start, start + line.len());
        start = to + 1;
        let inside = selection.start.max(from)..selection.end.min(to);
        inside.start <= inside.end && is_applied(command, &Selected::new(text, inside))
    })
}

fn twice(command: Command, text: &str, selection: Range<usize>) -> Result<(), TestCaseError> {
    prop_assume!(!is_on_a_line(command, text, &selection));
    let (on, selected) = pressed(command, text, selection.clone());
    prop_assert!(
        is_applied(command, &Selected::new(&on, selected.clone())),
        "{on:?} {selected:?}"
    );
    // A selection with nothing in it that can be marked is a caret where it begins.
    let end = if selected.is_empty() {
        selection.start
    } else {
        selection.end
    };
    let (off, selected) = pressed(command, &on, selected);
    prop_assert_eq!(&off, text, "by {:?}", on);
    prop_assert_eq!(selected, selection.start..end, "by {:?}", on);
    Ok(())
}

fn assert_fits(change: &Change, text: &str) {
    assert!(change.range.start <= change.range.end);
    assert!(text.is_char_boundary(change.range.start) && text.is_char_boundary(change.range.end));
    let after = change.applied_to(text);
    assert!(change.selection.start <= change.selection.end);
    assert!(after.is_char_boundary(change.selection.start));
    assert!(after.is_char_boundary(change.selection.end));
}

#[test]
fn long_hostile_lines_get_an_answer() {
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
        let at = Selected::new(&text, middle..middle);
        for command in Command::ALL {
            assert_fits(&apply(command, &at), &text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_change_fits_the_text((text, selection) in any_selected()) {
        let at = Selected::new(&text, selection);
        for command in Command::ALL {
            assert_fits(&apply(command, &at), &text);
            let _ = is_applied(command, &at);
        }
        let others = [enter(&at), indent(&at), outdent(&at), paste_url("https://x.org", &at)];
        others.iter().flatten().for_each(|change| assert_fits(change, &text));
        assert_fits(&paste_markdown("a\nb", &at), &text);
        let _ = is_in_code(&at);
    }

    #[test]
    fn any_numbers_select_something(text: String, start: usize, length in 0_usize..40) {
        let range = start % 50..start % 50 + length;
        for at in [Selected::new(&text, range.clone()), Selected::from_utf16(&text, range)] {
            prop_assert!(text.get(at.range()).is_some());
        }
    }

    #[test]
    fn units_of_utf16_are_counted((text, selection) in any_selected()) {
        let units = |to: usize| text[..to].encode_utf16().count();
        let at = Selected::from_utf16(&text, units(selection.start)..units(selection.end));
        prop_assert_eq!(at.range(), selection);
    }

    #[test]
    fn marks_pressed_twice_leave_no_trace((text, selection) in any_selected()) {
        for command in [Bold, Italic, Strikethrough] {
            twice(command, &text, selection.clone())?;
        }
    }

    #[test]
    fn code_pressed_twice_leaves_no_trace((text, selection) in any_selected()) {
        twice(Code, &text, selection)?;
    }

    #[test]
    fn blocks_of_code_pressed_twice_leave_no_trace((text, selection) in any_selected()) {
        twice(CodeBlock, &text, selection)?;
    }

    #[test]
    fn quotes_pressed_twice_leave_no_trace((text, selection) in any_selected()) {
        prop_assume!(!is_applied(Quote, &Selected::new(&text, selection.clone())));
        twice(Quote, &text, selection)?;
    }

    #[test]
    fn headings_and_lists_pressed_twice_leave_no_trace((text, selection) in plain_selected()) {
        for command in LISTS.into_iter().chain([Heading]) {
            twice(command, &text, selection.clone())?;
        }
    }

    #[test]
    fn a_link_pressed_twice_leaves_the_text((text, selection) in plain_selected()) {
        prop_assume!(!text[selection.clone()].trim().contains('\n'));
        let (on, selected) = pressed(Link, &text, selection);
        prop_assert!(is_applied(Link, &Selected::new(&on, selected.clone())));
        prop_assert_eq!(pressed(Link, &on, selected).0, text);
    }

    #[test]
    fn what_is_moved_in_moves_out_again((text, selection) in any_selected()) {
        // A quote's mark without a blank behind it gets one.
        prop_assume!(!text.contains('>'));
        let at = Selected::new(&text, selection.clone());
        if let Some(change) = indent(&at) {
            let inside = change.applied_to(&text);
            let back = outdent(&Selected::new(&inside, change.selection)).expect("it is indented");
            // Blank lines are not moved in, but a line of blanks moves out.
            prop_assume!(text.lines().all(|line| line.is_empty() || !line.trim().is_empty()));
            prop_assert_eq!(back.applied_to(&inside), text);
        }
    }

    #[test]
    fn enter_on_empty_items_ends_them_all((text, selection) in any_selected()) {
        let end = text[selection.start..].find('\n').map_or(text.len(), |at| selection.start + at);
        let caret = end..end;
        let (mut text, mut selection) = (text, caret);
        for _ in 0..80 {
            let Some(change) = enter(&Selected::new(&text, selection.clone())) else {
                return Ok(());
            };
            text = change.applied_to(&text);
            selection = change.selection;
        }
        prop_assert!(false, "it goes on for ever: {:?}", text);
    }
}
