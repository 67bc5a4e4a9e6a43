//! The toolbar: a button for each command and one for help, with one Tab stop (ARIA toolbar
//! pattern).

use super::editor_elements::QueuedCommands;
use super::editor_mode::{EditorMode, ModeState};
use super::keyboard::KeyboardKind;
use super::toolbar_commands::{COMMANDS, HELP_ICON};
use crate::locale::strings;
use crate::ticket::Field;
use crate::ui::dom::{El, el, icon};
use crate::ui::fields::ids::control_id;
use crate::ui::lazy;
use crate::ui::text;
use leptos::ev;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, Node};

/// Creates the toolbar, hidden while only the preview is shown. Commands are queued until the
/// editor chunk is loaded.
pub fn toolbar(keyboard: KeyboardKind, mode: ModeState, queue: QueuedCommands) -> El {
    let commands = COMMANDS.iter().map(|command| {
        let shortcut = command.shortcut.display(keyboard);
        let name = text::toolbar_button_label(command.command, &shortcut);
        icon_button(&name, command.icon)
            .attr("aria-keyshortcuts", command.shortcut.aria(keyboard))
            .attr("aria-pressed", "false")
    });
    let help = icon_button(strings::SHORTCUTS_HEADING, HELP_ICON).attr("aria-haspopup", "dialog");
    let buttons = commands.chain([help]).enumerate();
    let buttons =
        buttons.map(|(index, button)| button.attr("tabindex", if index == 0 { "0" } else { "-1" }));
    let toolbar = el("div").class("tools");
    let node = toolbar.node().clone();
    toolbar
        .attr("role", "toolbar")
        .attr("aria-label", strings::TOOLBAR_NAME)
        .attr("aria-controls", control_id(Field::Message))
        .attr("hidden", move || mode.current() == EditorMode::Preview)
        .children(buttons)
        // A click must not move the focus out of the text; on a phone that would lose the
        // selection.
        .on(ev::mousedown, |event| event.prevent_default())
        .on(ev::click, move |event| {
            if lazy::loaded_untracked().is_none() {
                queue.borrow_mut().extend(clicked_index(&node, &event));
            }
        })
}

/// Returns the index of the clicked button.
pub fn clicked_index(toolbar: &Element, event: &Event) -> Option<usize> {
    let target: Node = event.target()?.unchecked_into();
    let buttons = toolbar.children();
    (0..buttons.length())
        .filter_map(|index| buttons.item(index))
        .position(|button| button.contains(Some(&target)))
}

fn icon_button(name: &str, strokes: &str) -> El {
    el("button")
        .class("tool")
        .attr("type", "button")
        .attr("title", name)
        .attr("aria-label", name)
        .child(icon(strokes))
}
