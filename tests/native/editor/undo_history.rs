//! The undo history that replaces the browser's after a large change.

use open_ticket::editor::{Change, EditKind, UndoHistory};
use proptest::prelude::*;

use EditKind::{Command, Typing};

fn history(edits: &[(&str, EditKind)]) -> UndoHistory {
    let mut history = UndoHistory::new("");
    for (text, kind) in edits {
        let end = history.text().len();
        history.record(text, *kind, Some(end..end));
    }
    history
}

/// Undoes every step and returns each text.
fn undone(history: &mut UndoHistory) -> Vec<String> {
    let undo = || history.undo().map(|_| history.text().to_owned());
    std::iter::from_fn(undo).collect()
}

#[test]
fn typing_in_a_line_is_one_step_and_a_command_is_another() {
    let mut history = history(&[
        ("a", Typing),
        ("ab", Typing),
        ("ab\n", Typing),
        ("ab\nc", Typing),
        ("ab\n> c\n> d", Command),
        ("ab\n> c\n> de", Typing),
    ]);
    let before = ["ab\n> c\n> d", "ab\nc", "ab\n", "ab", ""];
    assert_eq!(undone(&mut history), before);
}

#[test]
fn corrected_typing_is_one_step() {
    let mut typed = history(&[("a", Typing), ("ac", Typing), ("a", Typing), ("ab", Typing)]);
    assert_eq!(undone(&mut typed), [""]);
    let mut deleted = history(&[("abc", Command), ("ab", Typing), ("a", Typing)]);
    assert_eq!(undone(&mut deleted), ["abc", ""]);
    let mut elsewhere = history(&[("abcd", Command), ("abcde", Typing), ("xabcde", Typing)]);
    assert_eq!(undone(&mut elsewhere), ["abcde", "abcd", ""]);
}

#[test]
fn an_undone_step_restores_the_selection() {
    let mut history = UndoHistory::new("one two");
    history.record("one **two**", Command, Some(4..7));
    let change = history.undo().unwrap();
    assert_eq!(
        (change.range, change.insert.as_str(), change.selection),
        (4..11, "two", 4..7)
    );
    let change = history.redo().unwrap();
    assert_eq!(
        (change.range, change.insert.as_str(), change.selection),
        (4..7, "**two**", 11..11)
    );
}

#[test]
fn an_edit_after_undo_removes_the_steps_to_redo() {
    let mut history = history(&[("a", Command), ("b", Command)]);
    history.undo();
    history.record("c", Command, None);
    assert_eq!(history.redo(), None);
    assert_eq!(undone(&mut history), ["a", ""]);
}

#[test]
fn the_memory_of_a_history_is_limited() {
    let mut history = UndoHistory::new("");
    for step in 0..2_000 {
        history.record(&format!("{step}"), Command, None);
    }
    assert_eq!(undone(&mut history).len(), 1_000);
    let megabyte = "x".repeat(1 << 20);
    for step in 0..20 {
        history.record(&format!("{step}{megabyte}{step}"), Command, None);
        history.record(&format!("{step}"), Command, None);
    }
    let kept = undone(&mut history).len();
    assert!((1..=8).contains(&kept), "{kept}");
}

#[test]
fn only_many_lines_are_slow_to_insert() {
    let change = |insert: String| Change {
        range: 0..0,
        insert,
        selection: 0..0,
    };
    let lines = |count: usize| "a line\n".repeat(count);
    for (inserted, existing, is_slow) in [
        (1, 10_000, false),
        (100, 10, false),
        (250, 10, false),
        (300, 10, true),
        (20, 5_000, true),
        (1_000, 0, true),
    ] {
        let is_actually_slow = change(lines(inserted)).is_slow_to_insert(&lines(existing));
        assert_eq!(is_actually_slow, is_slow, "{inserted} {existing}");
    }
}

proptest! {
    /// Undoing and redoing restores the same text, after any edits.
    #[test]
    fn undo_and_redo_restore_the_same_text(
        texts in prop::collection::vec(("[ab\né😀]{0,12}", any::<bool>()), 0..20),
    ) {
        let mut history = UndoHistory::new("start");
        for (text, is_typing) in &texts {
            let before = history.text().to_owned();
            history.record(text, if *is_typing { Typing } else { Command }, None);
            prop_assert_eq!(history.text(), text);
            // Undo restores the text before a step, unless it was merged with an earlier one.
            if !is_typing && *text != before {
                let undo = history.undo().unwrap();
                prop_assert_eq!(undo.apply_to(text), before.as_str());
                prop_assert_eq!(history.text(), before.as_str());
                let redo = history.redo().unwrap();
                prop_assert_eq!(redo.apply_to(&before), text.as_str());
            }
        }
        let last = history.text().to_owned();
        let mut states = vec![last.clone()];
        let mut shown = last.clone();
        while let Some(change) = history.undo() {
            shown = change.apply_to(&shown);
            prop_assert!(shown.get(change.selection).is_some());
            prop_assert_eq!(history.text(), &shown);
            states.push(shown.clone());
        }
        prop_assert_eq!(&shown, "start");
        while let Some(change) = history.redo() {
            states.pop();
            shown = change.apply_to(&shown);
            prop_assert_eq!(Some(&shown), states.last());
        }
        prop_assert_eq!(shown, last);
    }
}
