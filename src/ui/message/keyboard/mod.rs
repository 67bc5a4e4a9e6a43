//! Keyboard shortcuts: key bindings, key presses, and their text in labels.

pub mod key_bindings;
mod key_press;
mod keyboard_kind;
mod shortcut;

pub use key_press::{KeyPress, is_key};
pub use keyboard_kind::KeyboardKind;
pub use shortcut::Shortcut;
