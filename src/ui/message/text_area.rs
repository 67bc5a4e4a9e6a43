//! The text area's text and selection, and changes to them that can be undone.

use super::edit_history::{EditHistory, dispatch_input, utf16_offset};
use crate::editor::{Change, Selection};
use crate::ui::runtime::store::Store;
use crate::ui::{dom, platform};
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement};

thread_local! {
    /// `true` if the browser can make a text area as tall as its text.
    static HAS_FIELD_SIZING: bool =
        web_sys::css::supports_with_value("field-sizing", "content") == Ok(true);
}

/// The text area of a message.
#[derive(Clone)]
pub struct TextArea(HtmlTextAreaElement, Rc<EditHistory>);

impl TextArea {
    /// Records the edits of the message's text area until the current `Owner` is cleaned up.
    pub fn new(store: Store, element: HtmlTextAreaElement) -> Self {
        let history = EditHistory::attach(store, &element);
        Self(element, history)
    }

    /// Reads the text and the selection.
    pub fn read<T>(&self, read: impl FnOnce(&Selection) -> T) -> T {
        let text = platform::text_area_value(&self.0);
        read(&Selection::from_utf16(&text, self.selected_units()))
    }

    /// Reads the text from the form's state, which has the value after each `input` event, and the
    /// selection. Reading a long value from the browser takes longer.
    pub fn read_stored<T>(&self, read: impl FnOnce(&Selection) -> T) -> T {
        let units = self.selected_units();
        self.1
            .with_text(|text| read(&Selection::from_utf16(text, units)))
    }

    /// Returns the selection in UTF-16 code units.
    fn selected_units(&self) -> Range<usize> {
        let offset = |offset: Result<Option<u32>, _>| offset.ok().flatten().unwrap_or(0) as usize;
        offset(self.0.selection_start())..offset(self.0.selection_end())
    }

    /// Applies the change of a command. Returns `false` if the command changes nothing.
    pub fn apply(&self, command: impl FnOnce(&Selection) -> Option<Change>) -> bool {
        self.read(|selected| {
            let change = command(selected);
            if let Some(change) = &change {
                self.apply_change(change, selected);
            }
            change.is_some()
        })
    }

    /// Applies the change of a key. Returns `false` if the key changes nothing, which is decided by the
    /// form's state: reading a long value from the browser for each space or line break is slow.
    pub fn apply_key(&self, command: fn(&Selection) -> Option<Change>) -> bool {
        self.read_stored(|selected| command(selected).is_some()) && self.apply(command)
    }

    /// Returns `true` if the browser makes a text area as tall as its text.
    pub fn has_field_sizing() -> bool {
        HAS_FIELD_SIZING.with(|has| *has)
    }

    /// Moves the focus to the text area.
    pub fn focus(&self) {
        dom::focus(&self.0);
    }

    /// Makes the text area as tall as its text in browsers without `field-sizing`.
    pub fn fit_height(&self) {
        if Self::has_field_sizing() || !self.0.is_connected() {
            return;
        }
        let style = HtmlElement::style(&self.0);
        let _ = style.set_property("height", "auto");
        let _ = style.set_property("height", &format!("{}px", self.0.scroll_height()));
    }

    /// Applies a change as one undo step.
    fn apply_change(&self, change: &Change, selected: &Selection) {
        let (element, text) = (&self.0, selected.text());
        let _ = element.focus();
        if change.is_slow_to_insert(text) {
            self.1.apply_large(change, selected);
            return;
        }
        let new_text = change.apply_to(text);
        self.1.record_command(&new_text, selected, || {
            select(element, text, &change.range);
            let is_applied = new_text == text
                || (insert_text(element, &change.insert)
                    && platform::text_area_value(element) == new_text);
            if !is_applied {
                // The browser cannot undo this, but the command works.
                element.set_value(&new_text);
                dispatch_input(element);
            }
        });
        select(element, &new_text, &change.selection);
    }
}

/// Replaces the selection as typing does, so that the browser can undo it. Returns `false` if the
/// browser does not support that.
fn insert_text(element: &HtmlElement, text: &str) -> bool {
    // The form may be in another document than the script.
    let Some(document) = element.owner_document() else {
        return false;
    };
    let document: HtmlDocument = document.unchecked_into();
    // Firefox does not insert an empty text.
    let command = if text.is_empty() {
        "delete"
    } else {
        "insertText"
    };
    document.exec_command_with_show_ui_and_value(command, false, text) == Ok(true)
}

fn select(element: &HtmlTextAreaElement, text: &str, range: &Range<usize>) {
    let _ = element.set_selection_range(
        utf16_offset(text, range.start),
        utf16_offset(text, range.end),
    );
}
