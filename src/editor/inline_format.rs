//! The inline formats.

use crate::markdown::outline::{EMPHASIS, Formats, STRIKETHROUGH, STRONG};

/// An inline format, by its delimiters.
pub(super) struct InlineFormat {
    pub(super) format: Formats,
    /// The delimiter that is inserted.
    pub(super) delimiter: &'static str,
    /// The delimiter that is inserted where Markdown does not accept the other one.
    pub(super) second_delimiter: Option<&'static str>,
    /// The characters of delimiters.
    pub(super) symbols: &'static [char],
}

impl InlineFormat {
    /// `**bold**` or `__bold__`
    pub(super) const BOLD: Self = Self {
        format: STRONG,
        delimiter: "**",
        second_delimiter: Some("__"),
        symbols: &['*', '_'],
    };
    /// `*italic*` or `_italic_`. Three of them, `***`, are bold and italic.
    pub(super) const ITALIC: Self = Self {
        format: EMPHASIS,
        delimiter: "*",
        second_delimiter: Some("_"),
        symbols: &['*', '_'],
    };
    /// `~~strikethrough~~` or `~strikethrough~`
    pub(super) const STRIKETHROUGH: Self = Self {
        format: STRIKETHROUGH,
        delimiter: "~~",
        second_delimiter: None,
        symbols: &['~'],
    };
}
