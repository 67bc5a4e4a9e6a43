//! Keys, as they are pressed, written and announced. `Mod` is ⌘ on Apple's machines and Ctrl
//! elsewhere.

use leptos::prelude::window;
use web_sys::KeyboardEvent;

/// What is held while a key is pressed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Held {
    Nothing,
    Shift,
    Alt,
    Mod,
    ModShift,
    ModAlt,
}

/// A key with what is held, by the key's `code`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Keys(pub Held, pub &'static str);

/// The kind of keyboard that a person has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    Apple,
    Other,
}

impl Platform {
    /// That of this browser.
    pub fn here() -> Self {
        let name = window().navigator().user_agent().unwrap_or_default();
        if ["Mac", "iPhone", "iPad"].iter().any(|a| name.contains(a)) {
            Self::Apple
        } else {
            Self::Other
        }
    }
}

impl Held {
    /// None where something else is held, or AltGr, which writes letters.
    fn of(event: &KeyboardEvent, platform: Platform) -> Option<Self> {
        let (control, meta) = (event.ctrl_key(), event.meta_key());
        let (command, other) = match platform {
            Platform::Apple => (meta, control),
            Platform::Other => (control, meta),
        };
        match (command, event.shift_key(), event.alt_key()) {
            _ if other || event.get_modifier_state("AltGraph") => None,
            (false, false, false) => Some(Self::Nothing),
            (false, true, false) => Some(Self::Shift),
            (false, false, true) => Some(Self::Alt),
            (true, false, false) => Some(Self::Mod),
            (true, true, false) => Some(Self::ModShift),
            (true, false, true) => Some(Self::ModAlt),
            _ => None,
        }
    }

    /// Their names before a key's: as keycaps show them, and as `aria-keyshortcuts` wants them.
    const fn names(self, platform: Platform) -> (&'static str, &'static str) {
        match (self, platform) {
            (Self::Nothing, _) => ("", ""),
            (Self::Shift, Platform::Apple) => ("⇧", "Shift+"),
            (Self::Shift, Platform::Other) => ("Shift+", "Shift+"),
            (Self::Alt, Platform::Apple) => ("⌥", "Alt+"),
            (Self::Alt, Platform::Other) => ("Alt+", "Alt+"),
            (Self::Mod, Platform::Apple) => ("⌘", "Meta+"),
            (Self::Mod, Platform::Other) => ("Ctrl+", "Control+"),
            (Self::ModShift, Platform::Apple) => ("⇧⌘", "Shift+Meta+"),
            (Self::ModShift, Platform::Other) => ("Ctrl+Shift+", "Control+Shift+"),
            (Self::ModAlt, Platform::Apple) => ("⌥⌘", "Alt+Meta+"),
            (Self::ModAlt, Platform::Other) => ("Ctrl+Alt+", "Control+Alt+"),
        }
    }
}

impl Keys {
    /// Those of an event; none while an input method composes (Safari says so by 229 alone).
    pub fn pressed(event: &KeyboardEvent, platform: Platform) -> Option<Pressed> {
        if event.is_composing() || event.key_code() == 229 {
            return None;
        }
        let held = Held::of(event, platform)?;
        Some(Pressed {
            held,
            key: event.key(),
            code: event.code(),
        })
    }

    /// As keycaps show them: `Ctrl+Shift+7`, `⇧⌘7`.
    pub fn shown(self, platform: Platform) -> String {
        [self.0.names(platform).0, self.name()].concat()
    }

    /// As `aria-keyshortcuts` wants them.
    pub fn announced(self, platform: Platform) -> String {
        [self.0.names(platform).1, self.name()].concat()
    }

    fn name(self) -> &'static str {
        let Self(_, code) = self;
        let code = code.strip_prefix("Key").unwrap_or(code);
        match code.strip_prefix("Digit").unwrap_or(code) {
            "Period" => ".",
            name => name,
        }
    }
}

/// What was pressed.
pub struct Pressed {
    held: Held,
    key: String,
    code: String,
}

impl Pressed {
    /// Whether it was these. A letter is where the layout has it; where a layout has no Latin
    /// letters, and for digits and signs, which hide behind Shift, the key's place counts.
    pub fn is(&self, keys: Keys) -> bool {
        let letter = self.key.len() == 1 && self.key.as_bytes()[0].is_ascii_alphabetic();
        let same = if letter && keys.1.starts_with("Key") {
            self.key.eq_ignore_ascii_case(keys.name())
        } else {
            self.code == keys.1
        };
        self.held == keys.0 && same
    }
}
