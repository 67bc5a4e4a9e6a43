//! What keeps a text from being rules.

use std::fmt;

/// A text is not the JSON of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulesError {
    /// It is not JSON.
    Json,
    /// The value of a key is missing, of the wrong kind, or not one that can be.
    Wrong {
        /// The key.
        key: &'static str,
    },
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json => f.write_str("the rules are not JSON"),
            Self::Wrong { key } => write!(f, "the rules' {key:?} is missing or wrong"),
        }
    }
}

impl std::error::Error for RulesError {}
