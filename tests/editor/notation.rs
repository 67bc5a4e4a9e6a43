//! Texts in which `|` stands around what is selected, or for the caret.

use open_ticket::editor::{Change, Command, Selected, apply, is_applied};

/// The text and the selection of `a |b| c`.
pub fn read(written: &str) -> (String, std::ops::Range<usize>) {
    let start = written.find('|').expect("a selection");
    let text = written.replace('|', "");
    let end = written.rfind('|').unwrap();
    (text, start..if end == start { start } else { end - 1 })
}

/// The text and the selection, written the same way.
pub fn write(text: &str, selection: std::ops::Range<usize>) -> String {
    let (before, rest) = text.split_at(selection.start);
    let (inside, after) = rest.split_at(selection.len());
    if inside.is_empty() {
        format!("{before}|{after}")
    } else {
        format!("{before}|{inside}|{after}")
    }
}

/// What a text is after a function has changed it, `None` if it does not.
pub fn changed(written: &str, change: impl FnOnce(&Selected) -> Option<Change>) -> Option<String> {
    let (text, selection) = read(written);
    let change = change(&Selected::new(&text, selection))?;
    Some(write(&change.applied_to(&text), change.selection))
}

/// What a text is after a command.
pub fn after(command: Command, written: &str) -> String {
    changed(written, |at| Some(apply(command, at))).unwrap()
}

/// Whether a command is applied in a text.
pub fn applied(command: Command, written: &str) -> bool {
    let (text, selection) = read(written);
    is_applied(command, &Selected::new(&text, selection))
}

/// A command changes the first text to the second, and that back to the first.
#[track_caller]
pub fn toggles(command: Command, off: &str, on: &str) {
    assert!(!applied(command, off), "{off:?} is off");
    assert_eq!(after(command, off), on);
    assert!(applied(command, on), "{on:?} is on");
    assert_eq!(after(command, on), off);
}
