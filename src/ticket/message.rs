//! The message of a ticket.

use super::InvalidText;

/// Format in which WHMCS shows a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MessageFormat {
    /// Rendered as Markdown.
    Markdown,
    /// Shown as plain text.
    #[default]
    Plain,
}

/// The message: a text that is not blank, and its format.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    text: String,
    format: MessageFormat,
}

impl Message {
    /// Parses a message. Keeps the text unchanged.
    ///
    /// # Errors
    /// Returns [`InvalidText::Blank`] if there is nothing but white space.
    pub fn parse(text: &str, format: MessageFormat) -> Result<Self, InvalidText> {
        if text.trim().is_empty() {
            return Err(InvalidText::Blank);
        }
        Ok(Self {
            text: text.to_owned(),
            format,
        })
    }

    /// Parses a message in Markdown.
    ///
    /// # Errors
    /// Returns [`InvalidText::Blank`] if there is nothing but white space.
    pub fn markdown(text: &str) -> Result<Self, InvalidText> {
        Self::parse(text, MessageFormat::Markdown)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The format.
    #[must_use]
    pub const fn format(&self) -> MessageFormat {
        self.format
    }
}
