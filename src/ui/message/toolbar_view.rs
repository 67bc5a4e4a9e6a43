//! The toolbar: a button for each command and one for help, with one Tab stop (ARIA toolbar
//! pattern). In a narrow form, the rarer commands are in a menu.

use super::editor_elements::QueuedCommands;
use super::editor_mode::{EditorMode, ModeState};
use super::keyboard::KeyboardKind;
use super::toolbar_buttons::{COMMANDS, HELP_ICON, MORE_ICON};
use crate::locale::strings;
use crate::ticket::Field;
use crate::ui::dom::{El, el, icon};
use crate::ui::editor_chunk;
use crate::ui::fields::ids::control_id;
use crate::ui::text;
use leptos::ev;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, Node};

/// Creates the toolbar, hidden while only the preview is shown, and while the editor chunk cannot be
/// loaded: its buttons would do nothing. Commands are queued until the chunk is loaded.
pub fn toolbar(keyboard: KeyboardKind, mode: ModeState, queue: QueuedCommands) -> El {
    let commands = COMMANDS.iter().map(|command| {
        let shortcut = command.shortcut.display(keyboard);
        let name = text::toolbar_button_label(command.command, &shortcut);
        let is_rare = command.is_rare();
        icon_button(&name, command.icon)
            .attr("aria-pressed", "false")
            .attr("hidden", move || is_rare && !mode.is_wide())
            .class(("starts-group", command.starts_group()))
    });
    let more = icon_button(strings::TOOLBAR_MORE, MORE_ICON)
        .attr("aria-haspopup", "menu")
        .attr("aria-expanded", "false")
        .attr("hidden", move || mode.is_wide())
        .class(("more", true));
    let help = icon_button(strings::HELP_HEADING, HELP_ICON).attr("aria-haspopup", "dialog");
    let commands = commands.enumerate();
    let commands = commands
        .map(|(index, button)| button.attr("tabindex", if index == 0 { "0" } else { "-1" }));
    // Only the commands scroll, if there is no space for all.
    let commands = el("div").class("commands").children(commands);
    let toolbar = el("div").class("tools");
    let node = toolbar.node().clone();
    toolbar
        .attr("role", "toolbar")
        .attr("aria-label", strings::TOOLBAR_NAME)
        .attr("aria-controls", control_id(Field::Message))
        .attr("hidden", move || {
            mode.current() == EditorMode::Preview || editor_chunk::has_failed()
        })
        .child(commands)
        .child(more.attr("tabindex", "-1"))
        .child(help.attr("tabindex", "-1"))
        // A click must not move the focus out of the text; on a phone that would lose the
        // selection.
        .on(ev::mousedown, |event| event.prevent_default())
        .on(ev::click, move |event| {
            if editor_chunk::loaded_untracked().is_none() {
                queue.borrow_mut().extend(clicked_index(&node, &event));
            }
        })
}

/// Returns the index of the clicked button.
pub fn clicked_index(toolbar: &Element, event: &Event) -> Option<usize> {
    let target: Node = event.target()?.unchecked_into();
    let buttons = toolbar.get_elements_by_tag_name("button");
    (0..buttons.length())
        .filter_map(|index| buttons.item(index))
        .position(|button| button.contains(Some(&target)))
}

/// Creates a button whose tooltip is also its name. `aria-label` and `aria-keyshortcuts` would make
/// screen readers read the label and the shortcut again.
fn icon_button(name: &str, strokes: &str) -> El {
    el("button")
        .class("tool")
        .attr("type", "button")
        .attr("title", name)
        .child(icon(strokes))
}
