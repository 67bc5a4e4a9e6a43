//! Properties of commands, with the rendered tree as the reference.

use std::ops::Range;

use open_ticket::editor::{
    Command::{self, Bold, Code, Italic, Strikethrough},
    Selection, apply, is_applied,
};
use open_ticket::markdown::outline::{CODE, EMPHASIS, Formats, STRIKETHROUGH, STRONG};
use proptest::prelude::*;

use super::random_text::{any_selection, config, has_format_on_a_line, selection_in_any_script};
use super::rendered_text::{StyledChar, rendered_chars};

/// Returns the text and the selection after a command.
pub fn after_command(
    command: Command,
    text: &str,
    selection: Range<usize>,
) -> (String, Range<usize>) {
    let change = apply(command, &Selection::new(text, selection));
    (change.apply_to(text), change.selection)
}

/// Returns the visible characters without one style and without white space.
fn without_style(chars: &[StyledChar], style: &str) -> Vec<StyledChar> {
    let visible = chars.iter().filter(|(c, _)| !c.is_whitespace());
    let others = |styles: &[String]| {
        styles
            .iter()
            .filter(|other| *other != style)
            .cloned()
            .collect()
    };
    visible.map(|(c, styles)| (*c, others(styles))).collect()
}

/// The formats, with their elements.
const FORMATS: [(Command, Formats, &str); 3] = [
    (Bold, STRONG, "strong"),
    (Italic, EMPHASIS, "em"),
    (Strikethrough, STRIKETHROUGH, "del"),
];

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn a_format_changes_nothing_but_the_format((text, selection) in any_selection()) {
        let before = rendered_chars(&text);
        for (command, format, style) in FORMATS {
            let is_on = is_applied(command, &Selection::new(&text, selection.clone()));
            let (after, selected) = after_command(command, &text, selection.clone());
            // Without visible text in the selection, delimiters are inserted for text typed there.
            if is_on || after == text || selected.is_empty() {
                continue;
            }
            let rendered = rendered_chars(&after);
            prop_assert_eq!(
                without_style(&before, style),
                without_style(&rendered, style),
                "{:?}: {:?}", command, after
            );
            // Applied twice, it is removed from all selected lines.
            if has_format_on_a_line(format, &text, &selection) {
                continue;
            }
            let count = |chars: &[StyledChar]| {
                chars.iter().filter(|(_, styles)| styles.iter().any(|other| other == style)).count()
            };
            prop_assert!(count(&before) < count(&rendered), "{:?}: {:?}", command, after);
            let (off, _) = after_command(command, &after, selected);
            prop_assert_eq!(&off, &text, "{:?}: {:?}", command, after);
        }
    }

    #[test]
    fn removing_a_format_changes_nothing_else((text, selection) in any_selection()) {
        let before = rendered_chars(&text);
        // Delimiters around a caret are text until something is typed between them.
        prop_assume!(!text[selection.clone()].trim().is_empty());
        for (command, _, style) in FORMATS {
            let selected = Selection::new(&text, selection.clone());
            if is_applied(command, &selected) {
                let (after, _) = after_command(command, &text, selection.clone());
                let rendered = rendered_chars(&after);
                prop_assert_eq!(without_style(&before, style), without_style(&rendered, style), "{:?}", after);
            }
        }
    }

    #[test]
    fn words_of_any_script_get_every_format((text, selection) in selection_in_any_script()) {
        let source = text.char_indices().filter(|(_, c)| !c.is_whitespace());
        let is_selected: Vec<bool> = source
            .map(|(offset, c)| selection.contains(&offset) && c.is_alphanumeric())
            .collect();
        prop_assume!(is_selected.contains(&true));
        for (command, _, style) in FORMATS.into_iter().chain([(Code, CODE, "code")]) {
            if command == Code && text[selection.clone()].trim().contains('\n') {
                continue;
            }
            let (after, selected) = after_command(command, &text, selection.clone());
            let rendered = rendered_chars(&after);
            let visible: Vec<_> = rendered.iter().filter(|(c, _)| !c.is_whitespace()).collect();
            prop_assert_eq!(visible.len(), is_selected.len(), "{:?}: {:?}", command, after);
            for ((c, styles), is_selected) in visible.into_iter().zip(&is_selected) {
                let has_style = styles.iter().any(|other| other == style);
                prop_assert!(has_style || !is_selected, "{:?} {}: {:?}", command, c, after);
            }
            prop_assert!(is_applied(command, &Selection::new(&after, selected.clone())));
            let (off, selected) = after_command(command, &after, selected);
            prop_assert_eq!((off, selected), (text.clone(), selection.clone()), "{:?}", after);
        }
    }
}
