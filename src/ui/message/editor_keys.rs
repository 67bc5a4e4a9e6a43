//! Keys in the message editor.

use super::editor_mode::EditorMode;
use super::keyboard::{KeyPress, key_bindings};
use super::message_editor::MessageEditor;
use super::toolbar_buttons::{COMMANDS, command_index};
use crate::editor;
use leptos::prelude::untrack;
use web_sys::KeyboardEvent;

impl MessageEditor {
    /// Handles a key in the text area. The browser handles all other keys.
    pub fn text_key(&self, event: &KeyboardEvent) {
        let Some(key) = KeyPress::from_event(event, self.keyboard) else {
            return;
        };
        if key.matches(key_bindings::PASTE_PLAIN) {
            self.is_next_paste_plain.set(true);
        } else if self.edit(&key) {
            event.prevent_default();
        }
    }

    /// Handles a key anywhere in the editor.
    pub fn editor_key(&self, event: &KeyboardEvent) {
        let Some(key) = KeyPress::from_event(event, self.keyboard) else {
            return;
        };
        let mode = untrack(|| self.mode.current());
        if key.matches(key_bindings::FOCUS_TOOLBAR) && mode != EditorMode::Preview {
            event.prevent_default();
            self.focus_toolbar();
        }
    }

    /// Edits the text. Returns `false` if the key is not an editing shortcut.
    fn edit(&self, key: &KeyPress) -> bool {
        if let Some(index) = command_index(key) {
            self.run(COMMANDS[index].command);
            return true;
        }
        let change = match key {
            _ if key.matches(key_bindings::CONTINUE_LIST) => editor::continue_markup,
            _ if key.matches(key_bindings::REMOVE_DUPLICATE_MARKER) => {
                editor::remove_duplicate_marker
            }
            _ if key.matches(key_bindings::INDENT) => editor::indent,
            _ if key.matches(key_bindings::OUTDENT) => editor::outdent,
            _ => return false,
        };
        self.text_area.apply_key(change)
    }
}
