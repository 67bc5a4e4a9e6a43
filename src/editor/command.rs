//! The toolbar's commands.

use super::{
    change::Change,
    code_block,
    heading_command::{self, heading_prefix_len},
    inline_code,
    inline_format::InlineFormat,
    inline_parts::chars_in,
    line::{Line, ListKind},
    line_context::markers_end,
    link_command, list_command,
    parsed_text::ParsedText,
    quote_command,
    selection::Selection,
    table_command, toggle_format,
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
    /// All commands.
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
    let after_markers = after_markers(selection);
    let inline = after_markers.as_ref().unwrap_or(selection);
    match command {
        Command::Heading => heading_command::toggle_heading(selection),
        Command::Bold => toggle_format::toggle(&InlineFormat::BOLD, inline),
        Command::Italic => toggle_format::toggle(&InlineFormat::ITALIC, inline),
        Command::Strikethrough => toggle_format::toggle(&InlineFormat::STRIKETHROUGH, inline),
        Command::Code => inline_code::toggle(inline),
        Command::Link => link_command::toggle(inline),
        Command::Quote => quote_command::toggle_quote(selection),
        Command::BulletList => list_command::toggle_list(ListKind::Bullet, selection),
        Command::NumberedList => list_command::toggle_list(ListKind::Numbered(1), selection),
        Command::TaskList => list_command::toggle_list(ListKind::Task, selection),
        Command::CodeBlock => code_block::toggle(selection),
        Command::Table => table_command::toggle(selection),
    }
}

/// Returns a caret after the block markers of its line, for a caret that is before or within them:
/// delimiters there would turn an item, a quote or a heading into text.
pub(super) fn after_markers<'a>(selection: &Selection<'a>) -> Option<Selection<'a>> {
    let caret = selection.range().start;
    let line = Line::containing(selection.text(), caret);
    let heading = heading_prefix_len(&line).map_or(0, |length| line.content_start + length);
    let end = line.start + markers_end(line.text).max(heading);
    if !selection.is_caret() || caret >= end {
        return None;
    }
    let parsed = ParsedText::around(selection);
    let shown = chars_in(&parsed.outline.chars, &(caret..end));
    shown
        .is_empty()
        .then(|| Selection::new(selection.text(), end..end))
}
