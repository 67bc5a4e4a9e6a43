//! A pressed key.

use super::keyboard_kind::KeyboardKind;
use super::shortcut::{Modifiers, Shortcut, key_name};
use web_sys::KeyboardEvent;

/// The `key` of a key that the browser does not identify (UI Events, section 4.3).
const UNIDENTIFIED: &str = "Unidentified";

/// A pressed key with its modifiers.
pub struct KeyPress {
    modifiers: Modifiers,
    key: String,
    code: String,
}

impl KeyPress {
    /// Reads a keyboard event. `None` during IME composition (in Safari only key code 229
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

    /// Returns `true` if the key press matches a shortcut.
    pub fn matches(&self, shortcut: Shortcut) -> bool {
        self.modifiers == shortcut.modifiers && is_key(&self.key, &self.code, shortcut.code)
    }
}

/// Returns `true` if a key with a [`key`][key] and a [`code`][code] is the one that a shortcut
/// names by its code.
///
/// Named keys and Space are compared by `key`: `code` distinguishes the keys of the numeric pad, and
/// is empty for the keys of a phone. A named key that the browser does not identify is compared by
/// `code`, as Shift+Tab in WebKitGTK. Latin letters are compared as typed. Digits and punctuation,
/// which Shift changes, and keys of layouts without Latin letters are compared by position, and by
/// `key` if the position is unknown.
///
/// [key]: https://www.w3.org/TR/uievents-key/#named-key-attribute-values
/// [code]: https://www.w3.org/TR/uievents-code/
pub fn is_key(key: &str, code: &str, shortcut_code: &str) -> bool {
    let is_letter = key.len() == 1 && key.as_bytes()[0].is_ascii_alphabetic();
    let name = key_name(shortcut_code);
    match shortcut_code {
        "Space" => key == " ",
        _ if shortcut_code == name && name.len() > 1 => {
            key == name || (key == UNIDENTIFIED && code == name)
        }
        _ if is_letter && shortcut_code.starts_with("Key") => key.eq_ignore_ascii_case(name),
        _ if code.is_empty() => key == name,
        _ => code == shortcut_code,
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
