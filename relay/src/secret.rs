//! Credentials that never appear in logs.

use open_ticket::ticket::is_invisible;
use std::fmt;

/// Maximum length of a secret, in bytes.
const MAX_BYTES: usize = 4_096;

/// Straight and typographic quotation marks.
const QUOTATION_MARKS: [char; 8] = ['"', '\'', '`', '“', '”', '„', '‘', '’'];

/// Credential. `Debug` prints `Secret`; only [`Secret::expose`] returns the text.
#[derive(Clone)]
pub struct Secret(String);

/// Reason why a string cannot be a secret. The message never contains the string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSecret {
    /// The text was copied with its quotation marks, which the environment does not remove.
    #[error("is in quotation marks: remove them")]
    Quoted,
    /// The text is the placeholder of a template.
    #[error("is still the placeholder of the example: enter your own value")]
    Placeholder,
    /// The text has several lines, or another control character.
    #[error("contains a line break or another control character: it must be a single line")]
    ControlCharacter,
    /// The text has an invisible character, for example the byte order mark of a file.
    #[error(
        "contains an invisible character or a special blank: type it again, and save a file without a \
         byte order mark"
    )]
    InvisibleCharacter,
    /// The text is not UTF-8.
    #[error("contains a character that is not UTF-8")]
    NotUtf8,
    /// The text is too long for a secret. It may be a whole file.
    #[error("is longer than {MAX_BYTES} bytes")]
    TooLong,
}

impl Secret {
    /// Creates a secret. Returns `None` for a blank string, which WHMCS treats as missing.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// Creates a secret from an operator's input. Removes surrounding spaces and line breaks.
    /// Returns `None` for a blank string.
    ///
    /// # Errors
    /// [`InvalidSecret`].
    pub fn parse(text: &str) -> Result<Option<Self>, InvalidSecret> {
        let text = text.trim();
        let is_mark = |c: Option<char>| c.is_some_and(|c| QUOTATION_MARKS.contains(&c));
        match () {
            () if text.len() > MAX_BYTES => Err(InvalidSecret::TooLong),
            () if text.contains(char::REPLACEMENT_CHARACTER) => Err(InvalidSecret::NotUtf8),
            () if text.contains(char::is_control) => Err(InvalidSecret::ControlCharacter),
            () if text.contains(|c| c != ' ' && is_invisible(c)) => {
                Err(InvalidSecret::InvisibleCharacter)
            }
            () if is_mark(text.chars().next()) && is_mark(text.chars().next_back()) => {
                Err(InvalidSecret::Quoted)
            }
            () if text.contains('…') || is_dots(text) => Err(InvalidSecret::Placeholder),
            () => Ok(Self::new(text)),
        }
    }

    /// Returns the text, for the code that sends it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

fn is_dots(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c == '.')
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_does_not_show_the_secret() {
        let secret = Secret::new("hunter2").unwrap();
        assert_eq!(format!("{secret:?}"), "Secret");
    }

    #[test]
    fn a_blank_secret_is_missing() {
        assert!(Secret::new(" \n").is_none());
        assert!(Secret::parse("\r\n").unwrap().is_none());
    }

    #[test]
    fn a_line_break_at_the_end_is_removed() {
        for text in ["hunter2\n", "hunter2\r\n", " hunter2 \n\n"] {
            let secret = Secret::parse(text).unwrap().unwrap();
            assert_eq!(secret.expose(), "hunter2");
        }
    }

    #[test]
    fn a_string_that_cannot_be_a_secret_is_rejected_without_repeating_it() {
        for (text, expected) in [
            ("\"hunter2\"", InvalidSecret::Quoted),
            ("'hunter2'", InvalidSecret::Quoted),
            ("“hunter2”", InvalidSecret::Quoted),
            ("…", InvalidSecret::Placeholder),
            ("hunter2…", InvalidSecret::Placeholder),
            ("...", InvalidSecret::Placeholder),
            ("hunter2\nhunter2", InvalidSecret::ControlCharacter),
            ("hunter2\0", InvalidSecret::ControlCharacter),
            ("hunter2\u{fffd}", InvalidSecret::NotUtf8),
            ("\u{feff}hunter2", InvalidSecret::InvisibleCharacter),
            ("hunt\u{a0}er2", InvalidSecret::InvisibleCharacter),
            ("hunter2\u{200b}", InvalidSecret::InvisibleCharacter),
            (&"hunter2".repeat(600), InvalidSecret::TooLong),
        ] {
            let error = Secret::parse(text).unwrap_err();
            assert_eq!(error, expected);
            assert!(!error.to_string().contains("hunter2"));
        }
    }
}
