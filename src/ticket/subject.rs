//! The subject of a ticket.

use super::InvalidText;
use super::text_validation::parse_single_line;

/// The subject: a single line that is not blank.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subject(String);

impl Subject {
    /// Parses a subject. [Trims](super::trim_invisible) invisible characters at both ends.
    ///
    /// # Errors
    /// Returns [`InvalidText::Blank`], or [`InvalidText::ControlCharacter`]: a line break in a
    /// subject would become a header line in the email about the ticket, and a bidirectional
    /// character would change how the list of tickets shows it.
    pub fn parse(text: &str) -> Result<Self, InvalidText> {
        parse_single_line(text).map(Self)
    }

    /// The subject.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
