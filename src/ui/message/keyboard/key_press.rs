//! A pressed key.

use super::keyboard_kind::KeyboardKind;
use super::shortcut::{Modifiers, Shortcut};
use web_sys::KeyboardEvent;

/// A pressed key with its modifiers.
pub struct KeyPress {
    modifiers: Modifiers,
    key: String,
    code: String,
}

impl KeyPress {
    /// Reads a keyboard event. `None` while an input method composes (in Safari only key code 229
    /// indicates that), and for modifiers that no shortcut has.
    pub fn from_event(event: &KeyboardEvent, keyboard: KeyboardKind) -> Option<Self> {
        if event.is_composing() || event.key_code() == 229 {
            return None;
        }
        Some(Self {
            modifiers: modifiers(event, keyboard)?,
            key: event.key(),
            code: event.code(),
        })
    }

    /// Returns `true` if the key press matches a shortcut. A Latin letter is compared as typed.
    /// Digits and punctuation, which Shift changes, and keys of layouts without Latin letters are
    /// compared by position.
    pub fn matches(&self, shortcut: Shortcut) -> bool {
        let is_letter = self.key.len() == 1 && self.key.as_bytes()[0].is_ascii_alphabetic();
        let is_same_key = if is_letter && shortcut.code.starts_with("Key") {
            self.key.eq_ignore_ascii_case(shortcut.key_name())
        } else {
            self.code == shortcut.code
        };
        self.modifiers == shortcut.modifiers && is_same_key
    }
}

/// Returns the modifiers of a shortcut; `None` for others, and for AltGr, which types letters.
fn modifiers(event: &KeyboardEvent, keyboard: KeyboardKind) -> Option<Modifiers> {
    let (control, meta) = (event.ctrl_key(), event.meta_key());
    let (modifier, other) = match keyboard {
        KeyboardKind::Apple => (meta, control),
        KeyboardKind::Other => (control, meta),
    };
    match (modifier, event.shift_key(), event.alt_key()) {
        _ if other || event.get_modifier_state("AltGraph") => None,
        (false, false, false) => Some(Modifiers::None),
        (false, true, false) => Some(Modifiers::Shift),
        (false, false, true) => Some(Modifiers::Alt),
        (true, false, false) => Some(Modifiers::Mod),
        (true, true, false) => Some(Modifiers::ModShift),
        (true, false, true) => Some(Modifiers::ModAlt),
        _ => None,
    }
}
