//! What the keys do while somebody writes.

use super::super::effects::spawn;
use super::super::field::focus_in_place;
use super::super::watch::listen;
use super::editor::Editor;
use super::keys::{Held, Keys, Pressed};
use super::tools::TOOLS;
use super::views::View;
use super::{Parts, second};
use crate::editor;
use crate::form::Event;
use leptos::task;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, KeyboardEvent, Node};

/// Sends.
pub const SEND: Keys = Keys(Held::Mod, "Enter");
/// Shows the preview, and the text again. Firefox opens a private window by the first.
pub const PREVIEW: [Keys; 2] = [Keys(Held::ModShift, "KeyP"), Keys(Held::ModAlt, "KeyP")];
/// Leads to the toolbar.
pub const TO_TOOLS: Keys = Keys(Held::Alt, "F10");
/// Pastes without formatting.
pub const PLAIN: Keys = Keys(Held::ModShift, "KeyV");
/// Makes a list go on, or end.
pub const GO_ON: Keys = Keys(Held::Nothing, "Enter");
/// Ends a word; it goes with a mark that the line has already.
const BLANK: Keys = Keys(Held::Nothing, "Space");
/// Move selected lines in and out; without a selection they leave the text, as everywhere.
pub const INDENT: [Keys; 2] = [Keys(Held::Nothing, "Tab"), Keys(Held::Shift, "Tab")];

/// Hears the keys that need nothing of the second half, and remembers tools' until it is there.
pub fn hear_at_once(parts: &Parts) {
    let platform = parts.platform;
    let all = parts.clone();
    listen(&parts.editor, "keydown", move |event| {
        let Some(pressed) = Keys::pressed(event.unchecked_ref(), platform) else {
            return;
        };
        if pressed.is(SEND) {
            all.store.dispatch(Event::Submitted);
        } else if PREVIEW.into_iter().any(|keys| pressed.is(keys)) {
            turn(&all);
        } else {
            return;
        }
        event.prevent_default();
    });
    let early = parts.early.clone();
    listen(&parts.area, "keydown", move |event| {
        let pressed = Keys::pressed(event.unchecked_ref(), platform);
        let tool = pressed.and_then(|pressed| pressed.tool());
        if let Some(place) = tool.filter(|_| second::here().is_none()) {
            event.prevent_default();
            early.borrow_mut().push(place);
        }
    });
    let all = parts.clone();
    listen(&parts.editor, "focusout", move |event| {
        let next = event.unchecked_ref::<FocusEvent>().related_target();
        let next = next.and_then(|next| next.dyn_into::<Node>().ok());
        // Who is elsewhere by now has given up on it.
        if !all.editor.contains(next.as_ref()) {
            all.early.borrow_mut().clear();
        }
    });
}

/// Turns from the text to the preview, or back; the focus goes along, for the one that had it is
/// put away.
fn turn(parts: &Parts) {
    let next: HtmlElement = match parts.views.turn() {
        View::Preview => parts.preview.as_a(),
        _ => parts.area.clone().into(),
    };
    spawn(async move {
        task::tick().await;
        focus_in_place(&next);
    });
}

impl Pressed {
    /// The place of the tool that it is for.
    fn tool(&self) -> Option<usize> {
        TOOLS.iter().position(|tool| self.is(tool.keys))
    }
}

impl Editor {
    /// Does what a key is for in the text; the rest is the browser's.
    pub fn text_key(&self, event: &KeyboardEvent) {
        let Some(pressed) = Keys::pressed(event, self.platform) else {
            return;
        };
        if pressed.is(PLAIN) {
            self.plain.set(true);
        } else if self.write(&pressed) {
            event.prevent_default();
        }
    }

    /// Does what a key is for anywhere in the editor.
    pub fn any_key(&self, event: &KeyboardEvent) {
        let Some(pressed) = Keys::pressed(event, self.platform) else {
            return;
        };
        if pressed.is(TO_TOOLS) && self.views.shown() != View::Preview {
            event.prevent_default();
            self.focus_tools();
        }
    }

    fn write(&self, pressed: &Pressed) -> bool {
        if let Some(place) = pressed.tool() {
            self.run(TOOLS[place].command);
            return true;
        }
        let [indent, outdent] = INDENT;
        let change = match pressed {
            _ if pressed.is(GO_ON) => editor::enter,
            _ if pressed.is(BLANK) => editor::mark_again,
            _ if pressed.is(indent) => editor::indent,
            _ if pressed.is(outdent) => editor::outdent,
            _ => return false,
        };
        self.area.apply(change)
    }
}
