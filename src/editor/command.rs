//! The toolbar's commands.

use super::{
    change::Change, code_fence, format::InlineFormat, inline_code, inline_format, line::ListKind,
    line_prefix, link, selection::Selection, table_command,
};

/// A command of the toolbar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// `## ` before each line. Toggled off, headings of any level become text.
    Heading,
    /// `**bold**`
    Bold,
    /// `*italic*`
    Italic,
    /// `~~strikethrough~~`
    Strikethrough,
    /// `` `code` ``. Several lines become a [`Command::CodeBlock`].
    Code,
    /// `[text](url)` with `url` selected. A selected URL gets an empty text, with the caret in it.
    Link,
    /// `> ` before each line, blank ones included.
    Quote,
    /// `- ` before each line.
    BulletList,
    /// `1. `, `2. `, … before the lines, with separate numbers at each depth.
    NumberedList,
    /// `- [ ] ` before each line.
    TaskList,
    /// Fences around whole lines. Toggled off, the enclosing fences are removed.
    CodeBlock,
    /// A table of two columns and two rows below its head, with the first head cell selected.
    /// Toggled off, the table becomes lines of tab-separated cells.
    Table,
}

impl Command {
    /// All commands, in the order of a toolbar.
    pub const ALL: [Self; 12] = [
        Self::Heading,
        Self::Bold,
        Self::Italic,
        Self::Strikethrough,
        Self::Code,
        Self::Link,
        Self::Quote,
        Self::BulletList,
        Self::NumberedList,
        Self::TaskList,
        Self::CodeBlock,
        Self::Table,
    ];
}

/// Applies a command, or removes its effect if it [is applied](super::is_applied).
#[must_use]
pub fn apply(command: Command, selection: &Selection) -> Change {
    match command {
        Command::Heading => line_prefix::toggle_heading(selection),
        Command::Bold => inline_format::toggle(&InlineFormat::BOLD, selection),
        Command::Italic => inline_format::toggle(&InlineFormat::ITALIC, selection),
        Command::Strikethrough => inline_format::toggle(&InlineFormat::STRIKETHROUGH, selection),
        Command::Code => inline_code::toggle(selection),
        Command::Link => link::toggle(selection),
        Command::Quote => line_prefix::toggle_quote(selection),
        Command::BulletList => line_prefix::toggle_list(ListKind::Bullet, selection),
        Command::NumberedList => line_prefix::toggle_list(ListKind::Numbered(1), selection),
        Command::TaskList => line_prefix::toggle_list(ListKind::Task, selection),
        Command::CodeBlock => code_fence::toggle(selection),
        Command::Table => table_command::toggle(selection),
    }
}
