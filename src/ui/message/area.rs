//! The text area as the editor's commands see it: a text, what is selected, and one change at a
//! time that the browser can undo.

use super::super::{effects::value, field::focus_in_place};
use crate::editor::{Change, Selected};
use leptos::prelude::document;
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventInit, HtmlDocument, HtmlElement, HtmlTextAreaElement};

thread_local! {
    /// Whether the browser makes a text area as tall as its text.
    static GROWS_ITSELF: bool =
        web_sys::css::supports_with_value("field-sizing", "content") == Ok(true);
}

/// The text area of a message.
pub struct Area(pub HtmlTextAreaElement);

impl Area {
    /// Reads its text and what is selected in it.
    pub fn read<T>(&self, read: impl FnOnce(&Selected) -> T) -> T {
        let area = &self.0;
        let text = value(area);
        let units = |units: Result<Option<u32>, _>| units.ok().flatten().unwrap_or(0) as usize;
        let selection = units(area.selection_start())..units(area.selection_end());
        read(&Selected::from_utf16(&text, selection))
    }

    /// Makes what a command wants of it, if anything, and says whether it wanted something.
    pub fn apply(&self, command: impl FnOnce(&Selected) -> Option<Change>) -> bool {
        let change = self.read(command);
        if let Some(change) = &change {
            self.make(change);
        }
        change.is_some()
    }

    /// Moves the focus there.
    pub fn focus(&self) {
        focus_in_place(&self.0);
    }

    /// Makes it as tall as its text where the browser does not (`field-sizing`).
    pub fn grow(&self) {
        if GROWS_ITSELF.with(|grows| *grows) || !self.0.is_connected() {
            return;
        }
        let style = HtmlElement::style(&self.0);
        let _ = style.set_property("height", "auto");
        let _ = style.set_property("height", &format!("{}px", self.0.scroll_height()));
    }

    /// One change is one step to undo.
    fn make(&self, change: &Change) {
        let area = &self.0;
        let text = value(area);
        let wanted = change.applied_to(&text);
        let _ = area.focus();
        select(area, &text, &change.range);
        let done = wanted == text || (typed(&change.insert) && value(area) == wanted);
        if !done {
            // Nothing to undo then, but what was asked for.
            area.set_value(&wanted);
            tell(area);
        }
        select(area, &wanted, &change.selection);
    }
}

/// Puts a text in the place of the selection as typing would, with the browser's own undo.
fn typed(text: &str) -> bool {
    let document: HtmlDocument = document().unchecked_into();
    // Firefox inserts no empty text.
    let command = if text.is_empty() {
        "delete"
    } else {
        "insertText"
    };
    document.exec_command_with_show_ui_and_value(command, false, text) == Ok(true)
}

/// Says that the text is another one, as the browser does after typing.
fn tell(area: &HtmlTextAreaElement) {
    let bubbling = EventInit::new();
    bubbling.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &bubbling) {
        let _ = area.dispatch_event(&event);
    }
}

fn select(area: &HtmlTextAreaElement, text: &str, range: &Range<usize>) {
    let _ = area.set_selection_range(units(text, range.start), units(text, range.end));
}

/// A place as the browser counts it.
fn units(text: &str, place: usize) -> u32 {
    let before = text.get(..place).unwrap_or(text);
    u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
}
