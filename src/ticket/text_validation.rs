//! Validation shared by the text types.

/// Error for a text that is not a valid name, subject or message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidText {
    /// Empty, or nothing but white space.
    Blank,
    /// A single line contains a line break or another control character.
    ControlCharacter,
}

/// Parses a single line that is not blank. Keeps white space at both ends.
pub(super) fn parse_single_line(text: &str) -> Result<String, InvalidText> {
    if text.trim().is_empty() {
        Err(InvalidText::Blank)
    } else if text.contains(char::is_control) {
        Err(InvalidText::ControlCharacter)
    } else {
        Ok(text.to_owned())
    }
}
