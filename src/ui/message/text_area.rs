//! The text area's text and selection, and changes to them that the browser can undo.

use crate::editor::{Change, Selection};
use crate::ui::{dom, platform};
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventInit, HtmlDocument, HtmlElement, HtmlTextAreaElement};

thread_local! {
    /// `true` if the browser can make a text area as tall as its text.
    static HAS_FIELD_SIZING: bool =
        web_sys::css::supports_with_value("field-sizing", "content") == Ok(true);
}

/// The text area of a message.
#[derive(Clone)]
pub struct TextArea(pub HtmlTextAreaElement);

impl TextArea {
    /// Reads the text and the selection.
    pub fn read<T>(&self, read: impl FnOnce(&Selection) -> T) -> T {
        let element = &self.0;
        let text = platform::text_area_value(element);
        let offset = |offset: Result<Option<u32>, _>| offset.ok().flatten().unwrap_or(0) as usize;
        let selection = offset(element.selection_start())..offset(element.selection_end());
        read(&Selection::from_utf16(&text, selection))
    }

    /// Applies the change of a command. Returns `false` if the command changes nothing.
    pub fn apply(&self, command: impl FnOnce(&Selection) -> Option<Change>) -> bool {
        let change = self.read(command);
        if let Some(change) = &change {
            self.apply_change(change);
        }
        change.is_some()
    }

    /// Moves the focus to the text area.
    pub fn focus(&self) {
        dom::focus(&self.0);
    }

    /// Makes the text area as tall as its text in browsers without `field-sizing`.
    pub fn fit_height(&self) {
        if HAS_FIELD_SIZING.with(|has| *has) || !self.0.is_connected() {
            return;
        }
        let style = HtmlElement::style(&self.0);
        let _ = style.set_property("height", "auto");
        let _ = style.set_property("height", &format!("{}px", self.0.scroll_height()));
    }

    /// Applies a change as one undo step.
    fn apply_change(&self, change: &Change) {
        let element = &self.0;
        let text = platform::text_area_value(element);
        let new_text = change.apply_to(&text);
        let _ = element.focus();
        select(element, &text, &change.range);
        let is_applied = new_text == text
            || (insert_text(element, &change.insert)
                && platform::text_area_value(element) == new_text);
        if !is_applied {
            // The browser cannot undo this, but the command works.
            element.set_value(&new_text);
            dispatch_input(element);
        }
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

/// Dispatches the event that the browser dispatches after typing.
fn dispatch_input(element: &HtmlTextAreaElement) {
    let bubbling = EventInit::new();
    bubbling.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &bubbling) {
        let _ = element.dispatch_event(&event);
    }
}

fn select(element: &HtmlTextAreaElement, text: &str, range: &Range<usize>) {
    let _ = element.set_selection_range(
        utf16_offset(text, range.start),
        utf16_offset(text, range.end),
    );
}

/// Converts an offset from bytes to UTF-16 code units.
fn utf16_offset(text: &str, offset: usize) -> u32 {
    let before = text.get(..offset).unwrap_or(text);
    u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
}
