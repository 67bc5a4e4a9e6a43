//! A shortcut: a key and its modifiers.

use super::keyboard_kind::KeyboardKind;

/// Modifier keys of a shortcut. `Mod` is ⌘ on Apple's keyboards and Ctrl elsewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Modifiers {
    None,
    Shift,
    Alt,
    Mod,
    ModShift,
    ModAlt,
}

impl Modifiers {
    /// Returns the prefix of a displayed shortcut.
    const fn prefix(self, keyboard: KeyboardKind) -> &'static str {
        match (self, keyboard) {
            (Self::None, _) => "",
            (Self::Shift, KeyboardKind::Apple) => "⇧",
            (Self::Shift, KeyboardKind::Other) => "Shift+",
            (Self::Alt, KeyboardKind::Apple) => "⌥",
            (Self::Alt, KeyboardKind::Other) => "Alt+",
            (Self::Mod, KeyboardKind::Apple) => "⌘",
            (Self::Mod, KeyboardKind::Other) => "Ctrl+",
            (Self::ModShift, KeyboardKind::Apple) => "⇧⌘",
            (Self::ModShift, KeyboardKind::Other) => "Ctrl+Shift+",
            (Self::ModAlt, KeyboardKind::Apple) => "⌥⌘",
            (Self::ModAlt, KeyboardKind::Other) => "Ctrl+Alt+",
        }
    }
}

/// A shortcut: modifiers, and the `code` of a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    pub modifiers: Modifiers,
    pub code: &'static str,
}

impl Shortcut {
    /// Creates a shortcut.
    pub const fn new(modifiers: Modifiers, code: &'static str) -> Self {
        Self { modifiers, code }
    }

    /// Returns the displayed text, which matches the keycaps: `Ctrl+Shift+7`, `⇧⌘7`.
    pub fn display(self, keyboard: KeyboardKind) -> String {
        [self.modifiers.prefix(keyboard), key_name(self.code)].concat()
    }
}

/// Returns the name of the key with a `code`: `B`, `7`, `.`, `Enter`.
pub fn key_name(code: &str) -> &str {
    let name = code.strip_prefix("Key").unwrap_or(code);
    match name.strip_prefix("Digit").unwrap_or(name) {
        "Period" => ".",
        name => name,
    }
}
