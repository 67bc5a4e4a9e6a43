//! Validation shared by the text types.

use super::characters::{is_blank, is_unsafe_in_line, trim_invisible};

/// Error for a string that is not a valid name, subject or message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidText {
    /// No part of the text is visible.
    Blank,
    /// A single line contains a line break, another control character, or a bidirectional one that
    /// changes the direction of text.
    ControlCharacter,
}

/// Parses a single line that is not blank. [Trims](trim_invisible) invisible characters at both
/// ends, except for unsafe ones, which are refused.
pub(super) fn parse_single_line(text: &str) -> Result<String, InvalidText> {
    if is_blank(text) {
        Err(InvalidText::Blank)
    } else if text.contains(is_unsafe_in_line) {
        Err(InvalidText::ControlCharacter)
    } else {
        Ok(trim_invisible(text).to_owned())
    }
}
