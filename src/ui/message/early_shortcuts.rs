//! Shortcuts that work before the editor chunk is loaded.

use super::editor_elements::EditorElements;
use super::editor_mode::EditorMode;
use super::keyboard::{KeyPress, key_bindings};
use super::toolbar_buttons::command_index;
use crate::form::Event;
use crate::ui::dom::{focus, listen};
use crate::ui::editor_chunk;
use crate::ui::runtime::task::spawn_local;
use leptos::task;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, Node};

/// Adds the shortcuts that need only the main chunk, and queues commands until the editor chunk is
/// loaded.
pub fn add_early_shortcuts(elements: &EditorElements) {
    add_submit_and_preview(elements.clone());
    queue_commands(elements);
    discard_queue_on_blur(elements.clone());
}

fn add_submit_and_preview(elements: EditorElements) {
    let editor = elements.editor.clone();
    listen(&editor, "keydown", move |event| {
        let Some(key) = KeyPress::from_event(event.unchecked_ref(), elements.keyboard) else {
            return;
        };
        if key.matches(key_bindings::SUBMIT) {
            elements.store.dispatch(Event::Submitted);
        } else if key_bindings::TOGGLE_PREVIEW
            .into_iter()
            .any(|shortcut| key.matches(shortcut))
        {
            toggle_preview(&elements);
        } else {
            return;
        }
        event.prevent_default();
    });
}

fn queue_commands(elements: &EditorElements) {
    let (queue, keyboard) = (elements.queued_commands.clone(), elements.keyboard);
    listen(&elements.text_area, "keydown", move |event| {
        let key = KeyPress::from_event(event.unchecked_ref(), keyboard);
        let index = key.and_then(|key| command_index(&key));
        if let Some(index) = index.filter(|_| editor_chunk::loaded_untracked().is_none()) {
            event.prevent_default();
            queue.borrow_mut().push(index);
        }
    });
}

/// Discards the queued commands when the focus leaves the editor: running them later would be
/// unexpected.
fn discard_queue_on_blur(elements: EditorElements) {
    let editor = elements.editor.clone();
    listen(&editor, "focusout", move |event| {
        let focused = event.unchecked_ref::<FocusEvent>().related_target();
        let focused = focused.map(JsCast::unchecked_into::<Node>);
        if !elements.editor.contains(focused.as_ref()) {
            elements.queued_commands.borrow_mut().clear();
        }
    });
}

/// Toggles the preview, and moves the focus to the visible pane, because the other one is hidden.
fn toggle_preview(elements: &EditorElements) {
    let pane: HtmlElement = match elements.mode.toggle() {
        EditorMode::Preview => elements.preview.cast(),
        _ => elements.text_area.clone().into(),
    };
    spawn_local(async move {
        task::tick().await;
        focus(&pane);
    });
}
