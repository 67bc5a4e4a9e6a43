//! The commands of the toolbar, each with its shortcut and its icon.

use super::keyboard::{KeyPress, Shortcut, key_bindings};
use crate::editor::Command;

/// A command of the toolbar.
pub struct ToolbarCommand {
    pub command: Command,
    pub shortcut: Shortcut,
    /// Strokes of the icon in a view box of 20 by 20.
    pub icon: &'static str,
}

const fn command(command: Command, shortcut: Shortcut, icon: &'static str) -> ToolbarCommand {
    ToolbarCommand {
        command,
        shortcut,
        icon,
    }
}

/// The commands in the order of their buttons.
pub const COMMANDS: [ToolbarCommand; 12] = [
    command(
        Command::Heading,
        key_bindings::HEADING,
        "M5 4v12M15 4v12M5 10h10",
    ),
    command(
        Command::Bold,
        key_bindings::BOLD,
        "M6 4h4.5a3 3 0 0 1 0 6H6zm0 6h5.5a3 3 0 0 1 0 6H6z",
    ),
    command(
        Command::Italic,
        key_bindings::ITALIC,
        "M8 4h7M5 16h7M12 4 8 16",
    ),
    command(
        Command::Strikethrough,
        key_bindings::STRIKETHROUGH,
        "M3 10h14M14 6.5C13.5 5 12 4 10 4 7.5 4 6 5.2 6 7s1.5 2.6 4 3 4 1.4 4 3-1.5 3-4 3c-2 0-3.5-1-4-2.5",
    ),
    command(
        Command::BulletList,
        key_bindings::BULLET_LIST,
        "M8 5h9M8 10h9M8 15h9M3.5 5h.01M3.5 10h.01M3.5 15h.01",
    ),
    command(
        Command::NumberedList,
        key_bindings::NUMBERED_LIST,
        "M9 5h8M9 10h8M9 15h8M3 4l1.5-1v5M3 12.5c.5-1 2.5-.8 2.5.5 0 1-2.5 2-2.5 3.5h2.5",
    ),
    command(
        Command::TaskList,
        key_bindings::TASK_LIST,
        "M11 5.5h6M11 14.5h6M3 5.5 4.5 7 8 3.5M3 14.5 4.5 16 8 12.5",
    ),
    command(
        Command::Quote,
        key_bindings::QUOTE,
        "M8 5c-3 1-4.5 3-4.5 6v4H8v-4H3.5M16.5 5c-3 1-4.5 3-4.5 6v4h4.5v-4H12",
    ),
    command(
        Command::Link,
        key_bindings::LINK,
        "M8.5 11.5a3.2 3.2 0 0 0 4.5 0l3-3A3.2 3.2 0 0 0 11.5 4l-1 1M11.5 8.5a3.2 3.2 0 0 0-4.5 0l-3 3A3.2 3.2 0 0 0 8.5 16l1-1",
    ),
    command(
        Command::Code,
        key_bindings::CODE,
        "m7 5-5 5 5 5M13 5l5 5-5 5",
    ),
    command(
        Command::CodeBlock,
        key_bindings::CODE_BLOCK,
        "M3 4h14v12H3zM8.5 7.5 6 10l2.5 2.5M11.5 7.5 14 10l-2.5 2.5",
    ),
    command(
        Command::Table,
        key_bindings::TABLE,
        "M3 4h14v12H3zM3 8h14M3 12h14M10 8v8",
    ),
];

/// Index of the button that opens the menu of rarer tools. It follows the buttons of the commands.
pub const MORE_INDEX: usize = COMMANDS.len();

/// Icon of the button that opens the menu of rarer tools.
pub const MORE_ICON: &str = "M4 9.5v1M10 9.5v1M16 9.5v1";

impl ToolbarCommand {
    /// Returns `true` if the command is the first of the second group (lists and quotes) or of the
    /// third group (links, code and tables).
    pub const fn starts_group(&self) -> bool {
        matches!(self.command, Command::BulletList | Command::Link)
    }

    /// Returns `true` if the command is in the menu of rarer tools while the form is narrow.
    pub const fn is_rare(&self) -> bool {
        matches!(
            self.command,
            Command::Strikethrough | Command::TaskList | Command::CodeBlock | Command::Table
        )
    }
}

/// Icon of the button that shows the help.
pub const HELP_ICON: &str = "M7.5 7.5a2.5 2.5 0 1 1 3.7 2.2C10.3 10.2 10 10.7 10 11.5M10 14.5h.01M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15";

/// Returns the index of the command whose shortcut was pressed.
pub fn command_index(key: &KeyPress) -> Option<usize> {
    COMMANDS
        .iter()
        .position(|command| key.matches(command.shortcut))
}
