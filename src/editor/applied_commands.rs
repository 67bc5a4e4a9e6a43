//! The commands that are applied at a selection.

use super::{
    code_fence,
    command::{Command, after_markers},
    heading_command, inline_code,
    inline_format::InlineFormat,
    line::ListKind,
    line_command::SelectedLines,
    link_command, list_command,
    parsed_text::ParsedText,
    quote_command,
    selection::Selection,
    table_lines, toggle_format,
};

/// The text around a selection, parsed once for all commands.
pub struct AppliedCommands<'a> {
    selection: &'a Selection<'a>,
    /// Selection of the inline commands, if it is another one: the caret after the markers of its line.
    inline: Option<Selection<'a>>,
    parsed: ParsedText,
    lines: SelectedLines<'a>,
    is_in_code_block: bool,
}

impl<'a> AppliedCommands<'a> {
    /// Parses the text around a selection.
    #[must_use]
    pub fn at(selection: &'a Selection<'a>) -> Self {
        Self {
            selection,
            inline: after_markers(selection),
            parsed: ParsedText::around(selection),
            lines: SelectedLines::of(selection),
            is_in_code_block: code_fence::block_around(selection).is_some(),
        }
    }

    /// Returns `true` if a command is applied to the whole selection, or at the caret. This is the value
    /// of `aria-pressed`.
    #[must_use]
    pub fn contains(&self, command: Command) -> bool {
        let (selection, parsed, lines) = (self.selection, &self.parsed, &self.lines);
        let inline = self.inline.as_ref().unwrap_or(selection);
        let has_format = |format| toggle_format::is_applied(format, inline, parsed);
        match command {
            Command::Heading => heading_command::is_heading(lines),
            Command::Bold => has_format(&InlineFormat::BOLD),
            Command::Italic => has_format(&InlineFormat::ITALIC),
            Command::Strikethrough => has_format(&InlineFormat::STRIKETHROUGH),
            Command::Code => {
                code_fence::block_around(inline).is_some()
                    || inline_code::is_applied(inline, parsed)
            }
            Command::Link => link_command::is_applied(inline, parsed),
            Command::Quote => quote_command::is_quote(lines, selection, parsed),
            Command::BulletList => list_command::is_list(ListKind::Bullet, lines),
            Command::NumberedList => list_command::is_list(ListKind::Numbered(1), lines),
            Command::TaskList => list_command::is_list(ListKind::Task, lines),
            Command::CodeBlock => self.is_in_code_block,
            Command::Table => table_lines::table_around(selection, parsed).is_some(),
        }
    }
}

/// Returns `true` if a command is [applied](AppliedCommands::contains) at a selection.
#[must_use]
pub fn is_applied(command: Command, selection: &Selection) -> bool {
    AppliedCommands::at(selection).contains(command)
}
