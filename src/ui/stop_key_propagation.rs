//! Stops the propagation of key events that are typed in a field.
//!
//! Outside the shadow root, the target of a key event is the host element, so a page whose hotkeys
//! ignore the keys of an `<input>` does not recognize them as typed.

use super::dom::listen;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, KeyboardEvent, Node};

/// Controls in which keys are typed.
const FIELDS: &str = "textarea, select, input:not([type=checkbox])";

/// Keys of a field that the page may need: it may close a dialog with Escape, and move the focus
/// with Tab.
const PAGE_KEYS: [&str; 2] = ["Escape", "Tab"];

/// Stops key events at a root element: keys without modifiers that are typed in a field, and keys
/// that the form has handled. Other keys reach the page.
pub fn stop_key_propagation(root: &Element) {
    let handled_code = Rc::new(Cell::new(0));
    for name in ["keydown", "keypress", "keyup"] {
        let (node, handled_code) = (root.clone(), handled_code.clone());
        listen(root, name, move |event| {
            let key: &KeyboardEvent = event.unchecked_ref();
            if !is_inside(&node, event.target()) {
                return;
            }
            let is_press = event.type_() == "keydown";
            if is_press {
                handled_code.set(if event.default_prevented() {
                    key.key_code()
                } else {
                    0
                });
            }
            let is_handled = handled_code.get() != 0 && handled_code.get() == key.key_code();
            if is_handled || is_typed(&event, key) {
                event.stop_propagation();
            }
        });
    }
}

/// Returns `true` for a target in the form. Slotted elements belong to the page.
fn is_inside(root: &Element, target: Option<EventTarget>) -> bool {
    let target = target.map(JsCast::unchecked_into::<Node>);
    root.contains(target.as_ref())
}

fn is_typed(event: &Event, key: &KeyboardEvent) -> bool {
    let target = event.target().map(JsCast::unchecked_into::<Element>);
    let is_field = target.is_some_and(|target| target.matches(FIELDS) == Ok(true));
    // WebKitGTK does not identify Shift+Tab.
    let name = Some(key.key()).filter(|name| name != "Unidentified");
    let name = name.unwrap_or_else(|| key.code());
    // AltGr, which Windows reports as Ctrl and Alt, types characters.
    let has_modifier =
        (key.ctrl_key() || key.alt_key() || key.meta_key()) && !key.get_modifier_state("AltGraph");
    let is_function_key = name.len() > 1 && name.starts_with('F') && name != "Find";
    is_field && !has_modifier && !is_function_key && !PAGE_KEYS.contains(&name.as_str())
}
