//! Kind of the keyboard: Apple's or another.

use leptos::prelude::window;

/// Kind of the keyboard, which determines the modifier key of shortcuts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum KeyboardKind {
    /// Apple's: the modifier key is ⌘.
    Apple,
    /// All others: the modifier key is Ctrl.
    Other,
}

impl KeyboardKind {
    /// Detects the kind from the browser's user agent.
    pub fn detect() -> Self {
        let user_agent = window().navigator().user_agent().unwrap_or_default();
        let names = ["Mac", "iPhone", "iPad"];
        if names.iter().any(|name| user_agent.contains(name)) {
            Self::Apple
        } else {
            Self::Other
        }
    }
}
