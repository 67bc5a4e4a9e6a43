//! Undo and redo of a message. The browser's own history is used until a change is so large that the
//! browser would be slow to insert it line by line. From then on, until a script sets the text, the
//! editor's history replaces the browser's.

use super::keyboard::is_key;
use crate::editor::{Change, EditKind, Selection, UndoHistory, utf16_len};
use crate::markdown::is_same_text;
use crate::ui::dom::listen;
use crate::ui::runtime::store::Store;
use leptos::prelude::{set_timeout, window};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventInit, HtmlTextAreaElement, InputEvent, KeyboardEvent};

/// Direction in the history.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Undo,
    Redo,
}

/// The history of a text area.
pub struct EditHistory {
    store: Store,
    text_area: HtmlTextAreaElement,
    history: RefCell<UndoHistory>,
    /// `true` if the browser's history can no longer restore earlier versions.
    replaces_browser: Cell<bool>,
    /// `true` while a command changes the text, possibly with several events.
    is_in_command: Cell<bool>,
}

impl EditHistory {
    /// Records the edits of a text area until the current `Owner` is cleaned up.
    pub fn attach(store: Store, text_area: &HtmlTextAreaElement) -> Rc<Self> {
        let this = Rc::new(Self {
            store,
            text_area: text_area.clone(),
            history: RefCell::default(),
            replaces_browser: Cell::new(false),
            is_in_command: Cell::new(false),
        });
        this.reset_if_stale();
        let history = this.clone();
        listen(text_area, "beforeinput", move |event| {
            history.before_input(event.unchecked_ref());
        });
        let history = this.clone();
        listen(text_area, "input", move |event| {
            history.input(event.unchecked_ref());
        });
        let history = this.clone();
        listen(text_area, "keydown", move |event| {
            history.key(event.unchecked_ref());
        });
        this
    }

    /// Reads the text from the form's state.
    pub fn with_text<T>(&self, read: impl FnOnce(&str) -> T) -> T {
        self.store
            .with_untracked(|form| read(&form.draft().message))
    }

    /// Records a change that the browser applies as one undo step.
    pub fn record_command(&self, new_text: &str, selected: &Selection, apply: impl FnOnce()) {
        self.reset_if_stale();
        self.is_in_command.set(true);
        apply();
        self.is_in_command.set(false);
        self.record(new_text, selected);
    }

    /// Applies a change as one undo step.
    pub fn apply_large(&self, change: &Change, selected: &Selection) {
        self.reset_if_stale();
        self.record(&change.apply_to(selected.text()), selected);
        self.replaces_browser.set(true);
        self.replace(selected.text(), change);
    }

    fn record(&self, new_text: &str, selected: &Selection) {
        let mut history = self.history.borrow_mut();
        history.record(new_text, EditKind::Command, Some(selected.range()));
    }

    fn before_input(&self, event: &InputEvent) {
        self.reset_if_stale();
        let direction = match event.input_type().as_str() {
            "historyUndo" => Direction::Undo,
            "historyRedo" => Direction::Redo,
            "insertFromPaste" | "insertFromDrop" => return fix_direction(&self.text_area),
            _ => return,
        };
        if self.replaces_browser.get() {
            event.prevent_default();
            self.go(direction);
        }
    }

    /// Records a change by the browser. The store has the new text: its listener was added
    /// first.
    fn input(&self, event: &Event) {
        if self.is_in_command.get() {
            return;
        }
        let input_type = event.dyn_ref::<InputEvent>().map(InputEvent::input_type);
        let kind = match input_type.as_deref() {
            Some(
                "insertText"
                | "insertCompositionText"
                | "deleteContentBackward"
                | "deleteContentForward",
            ) => EditKind::Typing,
            _ => EditKind::Command,
        };
        self.store.with_untracked(|form| {
            let mut history = self.history.borrow_mut();
            history.record(&form.draft().message, kind, None);
        });
    }

    /// Handles the keys for undo and redo: the browser dispatches no event if its history is empty.
    fn key(&self, event: &KeyboardEvent) {
        let has_modifier = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        let (key, code) = (event.key(), event.code());
        let direction = if is_key(&key, &code, "KeyZ") {
            match event.shift_key() {
                true => Direction::Redo,
                false => Direction::Undo,
            }
        } else if is_key(&key, &code, "KeyY") && event.ctrl_key() {
            Direction::Redo
        } else {
            return;
        };
        if !has_modifier || event.is_composing() || event.default_prevented() {
            return;
        }
        self.reset_if_stale();
        if self.replaces_browser.get() {
            event.prevent_default();
            self.go(direction);
        }
    }

    fn go(&self, direction: Direction) {
        let mut history = self.history.borrow_mut();
        let text = history.text().to_owned();
        let change = match direction {
            Direction::Undo => history.undo(),
            Direction::Redo => history.redo(),
        };
        drop(history);
        if let Some(change) = change {
            self.replace(&text, &change);
        }
    }

    /// Replaces text without the browser's history. The history has the new text already.
    fn replace(&self, text: &str, change: &Change) {
        let (start, end) = (change.range.start, change.range.end);
        let _ = self.text_area.set_range_text_with_start_and_end(
            &change.insert,
            utf16_offset(text, start),
            utf16_offset(text, end),
        );
        dispatch_input(&self.text_area);
        let history = self.history.borrow();
        let selection = &change.selection;
        let _ = self.text_area.set_selection_range(
            utf16_offset(history.text(), selection.start),
            utf16_offset(history.text(), selection.end),
        );
    }

    /// Starts a new history if a script has set the text, which ends the browser's history too.
    fn reset_if_stale(&self) {
        self.store.with_untracked(|form| {
            let message = &form.draft().message;
            let mut history = self.history.borrow_mut();
            if !is_same_text(history.text(), message) {
                *history = UndoHistory::new(message);
                self.replaces_browser.set(false);
            }
        });
    }
}

/// Fixes the direction of an element with `dir="auto"` until the next task. Chrome 156 needs 8 seconds
/// to paste 20,000 lines with `dir="auto"`, and 1 second without it.
fn fix_direction(element: &HtmlTextAreaElement) {
    let style = window().get_computed_style(element).ok().flatten();
    let direction = style.and_then(|style| style.get_property_value("direction").ok());
    let previous = element.get_attribute("dir");
    let (Some(direction), Some("auto")) = (direction, previous.as_deref()) else {
        return;
    };
    let _ = element.set_attribute("dir", &direction);
    let element = element.clone();
    let restore = move || {
        let _ = element.set_attribute("dir", "auto");
    };
    set_timeout(restore, Duration::ZERO);
}

/// Dispatches the event that the browser dispatches after typing.
pub fn dispatch_input(element: &HtmlTextAreaElement) {
    let bubbling = EventInit::new();
    bubbling.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &bubbling) {
        let _ = element.dispatch_event(&event);
    }
}

/// Converts an offset from bytes to UTF-16 code units.
pub fn utf16_offset(text: &str, offset: usize) -> u32 {
    let before = text.get(..offset).unwrap_or(text);
    u32::try_from(utf16_len(before)).unwrap_or(u32::MAX)
}
