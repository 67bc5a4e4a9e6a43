//! Errors in the configuration, with their position.

use std::path::PathBuf;

/// Error in the configuration file.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: {reason}", file.display())]
    Unreadable {
        /// Path of the file.
        file: PathBuf,
        /// Error of the operating system.
        reason: std::io::Error,
    },
    /// The text is not TOML, or a key is unknown, missing or of the wrong type.
    #[error("line {line}{}: {reason}", key.as_ref().map(|key| format!(", {key}")).unwrap_or_default())]
    Syntax {
        /// Line number, from 1.
        line: usize,
        /// Key on that line, if there is one.
        key: Option<String>,
        /// Error message of the parser.
        reason: String,
    },
    /// A value is not valid.
    #[error("{key}: {reason}")]
    InvalidValue {
        /// Path of the key: `departments[2].fields[0].pattern`.
        key: String,
        /// Requirement that the value does not meet.
        reason: String,
    },
}

/// Creates the error for a value that does not meet a requirement.
pub(super) fn invalid_value(key: impl Into<String>, reason: impl ToString) -> ConfigError {
    ConfigError::InvalidValue {
        key: key.into(),
        reason: reason.to_string(),
    }
}

/// Creates the error for a text that cannot be parsed. The error omits the line itself, which may
/// contain a secret by mistake.
pub(super) fn syntax_error(text: &str, error: &toml::de::Error) -> ConfigError {
    let position = error.span().map_or(0, |span| span.start);
    let before = text.get(..position).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text
        .get(line_start..)
        .unwrap_or_default()
        .lines()
        .next()
        .unwrap_or_default();
    ConfigError::Syntax {
        line: before.matches('\n').count() + 1,
        key: line.split_once('=').map(|(key, _)| key.trim().to_owned()),
        reason: error.message().to_owned(),
    }
}
