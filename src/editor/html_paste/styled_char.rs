//! The text of a line, as characters with inline styles.

/// A set of inline styles, as bit flags.
pub(super) type Styles = u16;

pub(super) const BOLD: Styles = 1;
pub(super) const ITALIC: Styles = 2;
pub(super) const STRIKETHROUGH: Styles = 4;
pub(super) const CODE: Styles = 8;
/// Italic that is written with underscores.
pub(super) const UNDERSCORE_ITALIC: Styles = 16;
/// A monospace font. It is [`CODE`] too, unless the whole text is monospace.
pub(super) const MONOSPACE: Styles = 32;
/// Line breaks of the source are shown.
pub(super) const PRESERVES_LINE_BREAKS: Styles = 64;
/// Runs of spaces are preserved.
pub(super) const PRESERVES_SPACES: Styles = 128;
/// Lines are not wrapped.
pub(super) const NO_WRAP: Styles = 256;
/// Hidden by `visibility`.
pub(super) const INVISIBLE: Styles = 512;
/// A font size of zero.
pub(super) const NO_SIZE: Styles = 1024;
pub(super) const SUPERSCRIPT: Styles = 2048;
pub(super) const SUBSCRIPT: Styles = 4096;

/// The styles that Markdown expresses.
pub(super) const EXPRESSIBLE: Styles = BOLD | ITALIC | STRIKETHROUGH | CODE;
/// The styles of `white-space`.
pub(super) const WHITE_SPACE: Styles = PRESERVES_LINE_BREAKS | PRESERVES_SPACES | NO_WRAP;

/// A character, its styles and its link.
#[derive(Clone, Copy)]
pub(super) struct StyledChar {
    pub(super) c: char,
    pub(super) styles: Styles,
    /// Number of the enclosing link, from 1. 0 outside links.
    pub(super) link: usize,
}

/// Kind of the block that contains a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LineContext {
    /// A paragraph, which keeps its line breaks.
    Paragraph,
    /// A heading, which is a single line.
    Heading,
    /// A table cell, which is a single line. A `|` would end it.
    TableCell,
}
