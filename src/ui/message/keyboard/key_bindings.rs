//! All keyboard shortcuts of the message editor.

use super::shortcut::{Modifiers, Shortcut};

/// Submits the form.
pub const SUBMIT: Shortcut = Shortcut::new(Modifiers::Mod, "Enter");
/// Toggles the preview. Two shortcuts, because Firefox opens a private window on the first.
pub const TOGGLE_PREVIEW: [Shortcut; 2] = [
    Shortcut::new(Modifiers::ModShift, "KeyP"),
    Shortcut::new(Modifiers::ModAlt, "KeyP"),
];
/// Moves the focus to the toolbar.
pub const FOCUS_TOOLBAR: Shortcut = Shortcut::new(Modifiers::Alt, "F10");
/// Pastes without formatting.
pub const PASTE_PLAIN: Shortcut = Shortcut::new(Modifiers::ModShift, "KeyV");
/// Continues or ends a list.
pub const CONTINUE_LIST: Shortcut = Shortcut::new(Modifiers::None, "Enter");
/// Removes a list marker that was typed after the line already got one automatically.
pub const REMOVE_DUPLICATE_MARKER: Shortcut = Shortcut::new(Modifiers::None, "Space");
/// Indents the selected lines. Without a selection, Tab leaves the text area as usual.
pub const INDENT: Shortcut = Shortcut::new(Modifiers::None, "Tab");
/// Outdents the selected lines.
pub const OUTDENT: Shortcut = Shortcut::new(Modifiers::Shift, "Tab");

// The shortcuts of the commands are those that most editors share.

/// Turns a line into a heading.
pub const HEADING: Shortcut = Shortcut::new(Modifiers::ModAlt, "Digit2");
/// Turns text bold.
pub const BOLD: Shortcut = Shortcut::new(Modifiers::Mod, "KeyB");
/// Turns text italic.
pub const ITALIC: Shortcut = Shortcut::new(Modifiers::Mod, "KeyI");
/// Strikes text through.
pub const STRIKETHROUGH: Shortcut = Shortcut::new(Modifiers::ModShift, "KeyX");
/// Turns text into inline code.
pub const CODE: Shortcut = Shortcut::new(Modifiers::Mod, "KeyE");
/// Turns text into a link.
pub const LINK: Shortcut = Shortcut::new(Modifiers::Mod, "KeyK");
/// Quotes lines.
pub const QUOTE: Shortcut = Shortcut::new(Modifiers::ModShift, "Period");
/// Turns lines into a bullet list.
pub const BULLET_LIST: Shortcut = Shortcut::new(Modifiers::ModShift, "Digit8");
/// Turns lines into a numbered list.
pub const NUMBERED_LIST: Shortcut = Shortcut::new(Modifiers::ModShift, "Digit7");
/// Turns lines into a task list.
pub const TASK_LIST: Shortcut = Shortcut::new(Modifiers::ModShift, "KeyL");
/// Turns lines into a code block.
pub const CODE_BLOCK: Shortcut = Shortcut::new(Modifiers::ModAlt, "KeyC");
/// Inserts a table. Editors share no shortcut for that: G is for grid.
pub const TABLE: Shortcut = Shortcut::new(Modifiers::ModAlt, "KeyG");
