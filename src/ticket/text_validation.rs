//! Validation shared by the text types.

use super::characters::{is_blank, is_unsafe_in_line, trim_invisible};

/// Error for a text that is not a valid name, subject or message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidText {
    /// No part of the text is visible.
    Blank,
    /// A single line contains a line break, another control character, or a bidirectional one that
    /// changes the direction of text.
    ControlCharacter,
}

/// Parses a single line that is not blank. [Removes](trim_invisible) what is not visible at both
/// ends, apart from unsafe characters: they are refused.
pub(super) fn parse_single_line(text: &str) -> Result<String, InvalidText> {
    if is_blank(text) {
        Err(InvalidText::Blank)
    } else if text.contains(is_unsafe_in_line) {
        Err(InvalidText::ControlCharacter)
    } else {
        Ok(trim_invisible(text).to_owned())
    }
}
