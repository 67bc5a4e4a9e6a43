//! The form that an answer must have.

use regex_lite::Regex;

/// A regular expression, in the syntax of the `regex` crate and found anywhere in a text, as
/// WHMCS finds its own; `^` and `$` tie it to the ends. It takes time linear in the text.
#[derive(Clone, Debug)]
pub struct Pattern(Regex);

/// A text is no regular expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPattern {
    /// What is wrong with it, in the words of `regex-lite`.
    pub reason: String,
}

impl Pattern {
    /// Takes a regular expression, without delimiters.
    ///
    /// # Errors
    /// [`InvalidPattern`].
    pub fn parse(text: &str) -> Result<Self, InvalidPattern> {
        Regex::new(text).map(Self).map_err(|error| InvalidPattern {
            reason: error.to_string(),
        })
    }

    /// The expression.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether a text has this form.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}
