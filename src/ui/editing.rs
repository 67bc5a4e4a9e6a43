//! What the message's editor says. [`words`](super::words) passes it on.

use super::english;
use super::template::{behind, between, counted, fill};
use crate::editor::Command;

/// The name of a command.
pub const fn command(command: Command) -> &'static str {
    match command {
        Command::Heading => english::COMMAND_HEADING,
        Command::Bold => english::COMMAND_BOLD,
        Command::Italic => english::COMMAND_ITALIC,
        Command::Strikethrough => english::COMMAND_STRIKETHROUGH,
        Command::Code => english::COMMAND_CODE,
        Command::Link => english::COMMAND_LINK,
        Command::Quote => english::COMMAND_QUOTE,
        Command::BulletList => english::COMMAND_BULLET_LIST,
        Command::NumberedList => english::COMMAND_NUMBERED_LIST,
        Command::TaskList => english::COMMAND_TASK_LIST,
        Command::CodeBlock => english::COMMAND_CODE_BLOCK,
        Command::Table => english::COMMAND_TABLE,
    }
}

/// The name of a button, with its keys.
pub fn tool(of: Command, keys: &str) -> String {
    fill(
        english::TOOLBAR_COMMAND,
        &[("command", &command(of)), ("keys", &keys)],
    )
}

/// The name of a view, by its own.
pub fn view(name: &str) -> &'static str {
    match name {
        "write" => english::VIEW_WRITE,
        "preview" => super::words::PREVIEW,
        _ => english::VIEW_BOTH,
    }
}

/// How much of the message's limit is used.
pub fn length(length: usize, limit: usize) -> String {
    match length.checked_sub(limit) {
        None | Some(0) => fill(
            english::MESSAGE_LENGTH,
            &[("length", &grouped(length)), ("limit", &grouped(limit))],
        ),
        Some(1) => english::MESSAGE_TOO_LONG_ONE.into(),
        Some(over) => counted(english::MESSAGE_TOO_LONG_OTHER, &grouped(over)),
    }
}

/// What was pasted, when it is long.
pub fn long_paste(lines: usize) -> String {
    counted(english::PASTE_LINES, &grouped(lines))
}

/// A number with its thousands apart.
fn grouped(number: usize) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{},{rest:03}", grouped(thousands)),
    }
}

/// Names the tabs of the views.
pub const VIEWS: &str = english::VIEW_NAME;
/// Names the toolbar.
pub const FORMATTING: &str = english::TOOLBAR_NAME;
/// For those who do not see the toolbar.
pub const TOOLS_AT: &str = behind(english::MESSAGE_HINT_SPOKEN);
/// Names the list of keys, and the button that shows it.
pub const HELP: &str = english::KEYS_HEADING;
/// Closes it.
pub const CLOSE: &str = english::KEYS_CLOSE;
/// Between two ways to press the same.
pub const OR: &str = between(english::KEYS_EITHER);
/// What a key does in a list.
pub const KEY_GO_ON: &str = english::KEYS_GO_ON;
/// What a key does with a selection.
pub const KEY_INDENT: &str = english::KEYS_INDENT;
/// The other way.
pub const KEY_OUTDENT: &str = english::KEYS_OUTDENT;
/// What a key does instead of pasting.
pub const KEY_PLAIN: &str = english::KEYS_PLAIN;
/// What a key does with the view.
pub const KEY_PREVIEW: &str = english::KEYS_PREVIEW;
/// Where a key leads.
pub const KEY_TOOLS: &str = english::KEYS_TOOLS;
/// What a key does with the ticket.
pub const KEY_SEND: &str = english::KEYS_SEND;
/// Makes a file of what was pasted.
pub const MAKE_FILE: &str = english::PASTE_MAKE_FILE;
/// Lets it be.
pub const KEEP_TEXT: &str = english::PASTE_KEEP_TEXT;
