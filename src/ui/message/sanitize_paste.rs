//! Removal of control characters from pasted and dropped text.

use super::message_editor::MessageEditor;
use crate::editor::Change;
use crate::ticket::without_controls;
use std::borrow::Cow;
use web_sys::InputEvent;

impl MessageEditor {
    /// Inserts a pasted or dropped text [without control characters](without_controls), so that the
    /// message is shown as it is sent: a log that was copied from a terminal contains escape
    /// sequences for colors.
    pub fn sanitize_paste(&self, event: &InputEvent) {
        if !["insertFromPaste", "insertFromDrop"].contains(&event.input_type().as_str()) {
            return;
        }
        let Some(text) = event.data() else {
            return;
        };
        if let Cow::Owned(clean) = without_controls(&text) {
            event.prevent_default();
            let clean = clean.replace("\r\n", "\n").replace('\r', "\n");
            self.text_area.apply(|selected| {
                let range = selected.range();
                let end = range.start + clean.len();
                Some(Change {
                    range,
                    insert: clean,
                    selection: end..end,
                })
            });
        }
    }
}
