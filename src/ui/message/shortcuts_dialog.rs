//! The dialog that lists all shortcuts.

use super::keyboard::{KeyboardKind, key_bindings};
use super::toolbar_commands::COMMANDS;
use crate::locale::strings;
use crate::ui::dom::{El, button, el};
use crate::ui::text;
use web_sys::HtmlDialogElement;

const HEADING_ID: &str = "open-ticket-keys";

/// Creates the dialog.
pub fn shortcuts_dialog(keyboard: KeyboardKind) -> El {
    let dialog = el("dialog")
        .class("shortcuts")
        .attr("aria-labelledby", HEADING_ID)
        .attr("closedby", "any");
    let node: HtmlDialogElement = dialog.cast();
    let close = button("button subtle", strings::SHORTCUTS_CLOSE, move |_| {
        node.close()
    });
    let head = el("div")
        .class("head")
        .child(
            el("h2")
                .attr("id", HEADING_ID)
                .child(strings::SHORTCUTS_HEADING),
        )
        .child(close);
    let row = |(action, shortcut): (&'static str, String)| {
        el("tr")
            .child(el("th").attr("scope", "row").child(action))
            .child(el("td").child(el("kbd").child(shortcut)))
    };
    let rows = el("tbody").children(rows(keyboard).into_iter().map(row));
    dialog.child(head).child(el("table").child(rows))
}

/// Returns the label and the shortcut of each action.
fn rows(keyboard: KeyboardKind) -> Vec<(&'static str, String)> {
    let commands = COMMANDS.iter().map(|command| {
        let shortcut = command.shortcut.display(keyboard);
        (text::command_label(command.command), shortcut)
    });
    let mut rows: Vec<_> = commands.collect();
    let preview = key_bindings::TOGGLE_PREVIEW.map(|shortcut| shortcut.display(keyboard));
    rows.extend([
        (
            strings::SHORTCUTS_CONTINUE_LIST,
            key_bindings::CONTINUE_LIST.display(keyboard),
        ),
        (
            strings::SHORTCUTS_INDENT,
            key_bindings::INDENT.display(keyboard),
        ),
        (
            strings::SHORTCUTS_OUTDENT,
            key_bindings::OUTDENT.display(keyboard),
        ),
        (
            strings::SHORTCUTS_PASTE_PLAIN,
            key_bindings::PASTE_PLAIN.display(keyboard),
        ),
        (
            strings::SHORTCUTS_PREVIEW,
            preview.join(text::SHORTCUT_SEPARATOR),
        ),
        (
            strings::SHORTCUTS_TOOLBAR,
            key_bindings::FOCUS_TOOLBAR.display(keyboard),
        ),
        (
            strings::SHORTCUTS_SEND,
            key_bindings::SUBMIT.display(keyboard),
        ),
    ]);
    rows
}
