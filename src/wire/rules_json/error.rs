//! Errors in the JSON of rules.

use std::fmt;

/// Error for a string that is not the JSON of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulesError {
    /// The text is not JSON.
    Json,
    /// The value of a key is missing, has the wrong type or is out of range.
    InvalidKey {
        /// The key.
        key: &'static str,
    },
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json => f.write_str("the rules are not JSON"),
            Self::InvalidKey { key } => write!(f, "{key:?} is missing or invalid in the rules"),
        }
    }
}

impl std::error::Error for RulesError {}
