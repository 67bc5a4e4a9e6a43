//! The ticket's own words.

/// Why a text is no subject or message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidText {
    /// There is nothing but white space.
    Blank,
    /// A line of text holds a line break or another control character.
    Control,
}

/// The subject: one line that is not blank, kept as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subject(String);

impl Subject {
    /// Takes the line as it is, blanks at its ends included.
    ///
    /// # Errors
    /// [`InvalidText::Blank`], or [`InvalidText::Control`]: a line break in a subject would
    /// become a header line in the e-mail about the ticket.
    pub fn parse(text: &str) -> Result<Self, InvalidText> {
        line(text).map(Self)
    }

    /// The line.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How WHMCS is to show a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// As Markdown.
    Markdown,
    /// As it stands.
    #[default]
    Plain,
}

/// The message: a text that is not blank, and how it is to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    text: String,
    format: Format,
}

impl Message {
    /// Takes the text as it is, to be shown as `format` says.
    ///
    /// # Errors
    /// [`InvalidText::Blank`].
    pub fn parse(text: &str, format: Format) -> Result<Self, InvalidText> {
        if text.trim().is_empty() {
            return Err(InvalidText::Blank);
        }
        Ok(Self {
            text: text.to_owned(),
            format,
        })
    }

    /// Takes the text as Markdown.
    ///
    /// # Errors
    /// [`InvalidText::Blank`].
    pub fn markdown(text: &str) -> Result<Self, InvalidText> {
        Self::parse(text, Format::Markdown)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How it is to be shown.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }
}

/// One line that is not blank, as it is.
pub(super) fn line(text: &str) -> Result<String, InvalidText> {
    if text.trim().is_empty() {
        Err(InvalidText::Blank)
    } else if text.contains(char::is_control) {
        Err(InvalidText::Control)
    } else {
        Ok(text.to_owned())
    }
}
