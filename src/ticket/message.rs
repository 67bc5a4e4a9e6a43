//! The message of a ticket.

use super::InvalidText;
use super::characters::{is_blank, without_controls};
use super::visible_markdown;

/// Format in which WHMCS shows a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MessageFormat {
    /// Rendered as Markdown.
    Markdown,
    /// Shown as plain text.
    #[default]
    Plain,
}

/// The message: text that is not blank, and its format.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    text: String,
    format: MessageFormat,
}

impl Message {
    /// Parses a message. [Removes](without_controls) control characters and terminal escape
    /// sequences, and keeps everything else.
    ///
    /// # Errors
    /// Returns [`InvalidText::Blank`] if nothing is visible: the text is blank or, in Markdown,
    /// renders to nothing.
    pub fn parse(text: &str, format: MessageFormat) -> Result<Self, InvalidText> {
        let text = without_controls(text);
        let is_visible = match format {
            MessageFormat::Markdown => visible_markdown::is_visible(&text),
            MessageFormat::Plain => !is_blank(&text),
        };
        if !is_visible {
            return Err(InvalidText::Blank);
        }
        Ok(Self {
            text: text.into_owned(),
            format,
        })
    }

    /// Parses a message in Markdown.
    ///
    /// # Errors
    /// Returns [`InvalidText::Blank`] if nothing is visible.
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
