//! What is wrong with a configuration, and where.

use std::path::PathBuf;

/// The configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: {reason}", file.display())]
    Unreadable {
        /// Which file.
        file: PathBuf,
        /// Why.
        reason: std::io::Error,
    },
    /// The text is not TOML, or a key is unknown, missing or of the wrong type.
    #[error("line {line}{}: {reason}", key.as_ref().map(|key| format!(", {key}")).unwrap_or_default())]
    Syntax {
        /// Where, from 1.
        line: usize,
        /// The key on that line, if there is one.
        key: Option<String>,
        /// What is wrong and what would be right.
        reason: String,
    },
    /// A value is wrong.
    #[error("{key}: {reason}")]
    Value {
        /// The way to it: `departments[2].fields[0].pattern`.
        key: String,
        /// What is wrong and what would be right.
        reason: String,
    },
}

/// A value that is wrong: where, and what would be right.
pub(super) fn wrong(key: impl Into<String>, reason: impl ToString) -> ConfigError {
    ConfigError::Value {
        key: key.into(),
        reason: reason.to_string(),
    }
}

/// Where and what, without the line itself: a secret may stand there by mistake.
pub(super) fn syntax(text: &str, error: &toml::de::Error) -> ConfigError {
    let at = error.span().map_or(0, |span| span.start);
    let before = text.get(..at).unwrap_or_default();
    let begin = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text
        .get(begin..)
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
