//! Text in which a pair of `|` marks the selection and a single `|` the caret.

use open_ticket::editor::{Change, Command, Selection, apply, is_applied};

/// Returns the text and the selection of a notation such as `a |b| c`.
pub fn parse(notation: &str) -> (String, std::ops::Range<usize>) {
    let start = notation.find('|').expect("a selection");
    let text = notation.replace('|', "");
    let end = notation.rfind('|').unwrap();
    (text, start..if end == start { start } else { end - 1 })
}

/// Writes text and a selection in the notation.
pub fn format(text: &str, selection: std::ops::Range<usize>) -> String {
    let (before, rest) = text.split_at(selection.start);
    let (inside, after) = rest.split_at(selection.len());
    if inside.is_empty() {
        format!("{before}|{after}")
    } else {
        format!("{before}|{inside}|{after}")
    }
}

/// Returns the notation after a change, or `None` if there is no change.
pub fn after_change(
    notation: &str,
    change: impl FnOnce(&Selection) -> Option<Change>,
) -> Option<String> {
    let (text, selection) = parse(notation);
    let change = change(&Selection::new(&text, selection))?;
    Some(format(&change.apply_to(&text), change.selection))
}

/// Returns the notation after a command.
pub fn after_command(command: Command, notation: &str) -> String {
    after_change(notation, |selection| Some(apply(command, selection))).unwrap()
}

/// Returns `true` if a command is applied to the selection.
pub fn is_on(command: Command, notation: &str) -> bool {
    let (text, selection) = parse(notation);
    is_applied(command, &Selection::new(&text, selection))
}

/// Asserts that a command changes `off` to `on`, and `on` back to `off`.
#[track_caller]
pub fn assert_toggles(command: Command, off: &str, on: &str) {
    assert!(!is_on(command, off), "{off:?} is off");
    assert_eq!(after_command(command, off), on);
    assert!(is_on(command, on), "{on:?} is on");
    assert_eq!(after_command(command, on), off);
}
