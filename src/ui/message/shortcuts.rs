//! What the keys do while somebody writes.

use super::super::{dom::El, store::Store};
use super::editor::Editor;
use super::keys::{Held, Keys, Platform, Pressed};
use super::tools::TOOLS;
use super::views::View;
use super::{Early, second};
use crate::editor;
use crate::form::Event;
use leptos::task;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

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

/// Sends by key, and remembers what cannot be done yet.
pub fn hear_at_once(editor: El, store: Store, early: Early) -> El {
    let platform = Platform::here();
    editor.on("keydown", move |event| {
        let Some(pressed) = Keys::pressed(event.unchecked_ref(), platform) else {
            return;
        };
        if pressed.is(SEND) {
            store.dispatch(Event::Submitted);
        } else if let Some(place) = pressed.tool().filter(|_| second::here().is_none()) {
            early.borrow_mut().push(place);
        } else {
            return;
        }
        event.prevent_default();
    })
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
    pub fn any_key(self: &Rc<Self>, event: &KeyboardEvent) {
        let Some(pressed) = Keys::pressed(event, self.platform) else {
            return;
        };
        if PREVIEW.into_iter().any(|keys| pressed.is(keys)) {
            self.turn();
        } else if pressed.is(TO_TOOLS) && self.views.shown() != View::Preview {
            self.focus_tools();
        } else {
            return;
        }
        event.prevent_default();
    }

    /// Turns from the text to the preview, or back; the focus goes along, for the one that had it is
    /// put away.
    fn turn(self: &Rc<Self>) {
        let (this, view) = (self.clone(), self.views.turn());
        task::spawn_local(async move {
            task::tick().await;
            match view {
                View::Preview => this.scroll.focus_preview(),
                _ => this.area.focus(),
            }
        });
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
