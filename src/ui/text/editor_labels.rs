//! Text of the message editor: commands, toolbar, tabs, message length and pastes.

use crate::editor::Command;
use crate::form::Announcement;
use crate::locale::template::{fill, fill_count, plural, separator, suffix};
use crate::locale::{grouped, strings};
use crate::markdown::TaskState;

/// Text after the message's hint for screen readers: the shortcut to the toolbar.
pub const TOOLBAR_HINT: &str = suffix(strings::MESSAGE_HINT_WITH_TOOLBAR);

/// Separator of two shortcuts for the same action.
pub const SHORTCUT_SEPARATOR: &str = separator(strings::SHORTCUTS_EITHER);

/// Returns the label of a command.
pub const fn command_label(command: Command) -> &'static str {
    match command {
        Command::Heading => strings::COMMAND_HEADING,
        Command::Bold => strings::COMMAND_BOLD,
        Command::Italic => strings::COMMAND_ITALIC,
        Command::Strikethrough => strings::COMMAND_STRIKETHROUGH,
        Command::Code => strings::COMMAND_CODE,
        Command::Link => strings::COMMAND_LINK,
        Command::Quote => strings::COMMAND_QUOTE,
        Command::BulletList => strings::COMMAND_BULLET_LIST,
        Command::NumberedList => strings::COMMAND_NUMBERED_LIST,
        Command::TaskList => strings::COMMAND_TASK_LIST,
        Command::CodeBlock => strings::COMMAND_CODE_BLOCK,
        Command::Table => strings::COMMAND_TABLE,
    }
}

/// Returns the label of a toolbar button: its command and shortcut.
pub fn toolbar_button_label(command: Command, keys: &str) -> String {
    fill(
        strings::TOOLBAR_COMMAND,
        &[("command", &command_label(command)), ("keys", &keys)],
    )
}

/// Returns the label of the tab for an editor mode.
pub fn mode_tab_label(mode: &str) -> &'static str {
    match mode {
        "write" => strings::VIEW_WRITE,
        "preview" => strings::PREVIEW_NAME,
        _ => strings::VIEW_BOTH,
    }
}

/// Returns the label of a task's checkbox in the preview.
pub const fn task_label(task: TaskState) -> &'static str {
    match task {
        TaskState::Done => strings::TASK_DONE,
        TaskState::Open => strings::TASK_OPEN,
    }
}

/// Returns the length of the message with its limit, or the excess.
pub fn message_length(length: usize, limit: usize) -> String {
    match length.checked_sub(limit) {
        None | Some(0) => fill(
            strings::MESSAGE_LENGTH,
            &[("length", &grouped(length)), ("limit", &grouped(limit))],
        ),
        Some(excess) => fill_count(
            plural(
                strings::MESSAGE_TOO_LONG_ONE,
                strings::MESSAGE_TOO_LONG_OTHER,
                excess as u64,
            ),
            &grouped(excess),
        ),
    }
}

/// Returns the announcement of a paste.
pub fn pasted(announcement: &Announcement) -> String {
    match announcement {
        Announcement::LongPaste(lines) => fill_count(
            plural(
                strings::PASTE_LINES_ONE,
                strings::PASTE_LINES_OTHER,
                *lines as u64,
            ),
            &grouped(*lines),
        ),
        _ => strings::PASTE_TABLE.into(),
    }
}
