//! Errors in the configuration, with their position.

use std::path::{Path, PathBuf};

/// Error in the configuration file.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{reason}")]
    Unreadable {
        /// Path of the file.
        file: PathBuf,
        /// Error of the operating system, or the position of a byte that is not UTF-8.
        reason: String,
    },
    /// The text is not TOML, or a key is unknown, missing or of the wrong type.
    #[error("line {line}{}: {reason}", key.as_ref().map(|key| format!(", {key}")).unwrap_or_default())]
    Syntax {
        /// Line number, from 1.
        line: usize,
        /// Path of the key, if the error concerns one: `departments[2].fields[0].id`.
        key: Option<String>,
        /// Requirement that the value does not meet, or the error message of the parser.
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

/// Quotes the start of a wrong value for an error message.
pub(super) fn quoted(text: &str) -> String {
    const MAX_CHARS: usize = 60;
    match text.chars().count() {
        0..=MAX_CHARS => format!("{text:?}"),
        _ => format!("{:?}…", text.chars().take(MAX_CHARS).collect::<String>()),
    }
}

/// Creates the error for a file that cannot be read.
pub(super) fn unreadable(file: &Path, error: &std::io::Error) -> ConfigError {
    ConfigError::Unreadable {
        file: file.to_owned(),
        reason: format!("cannot be read: {error}"),
    }
}

/// Creates the error for a file that is not UTF-8, with the line of the first invalid byte.
pub(super) fn not_utf8(file: &Path, bytes: &[u8], error: std::str::Utf8Error) -> ConfigError {
    let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    ConfigError::Unreadable {
        file: file.to_owned(),
        reason: format!("line {line}: contains a character that is not UTF-8: save it as UTF-8"),
    }
}

/// Creates the error for a file that cannot be parsed. `path` is the key that was being read. The
/// error omits the value, which may be a secret by mistake.
pub(super) fn syntax_error(
    text: &str,
    error: &toml::de::Error,
    path: Option<String>,
) -> ConfigError {
    let position = error.span().map_or(0, |span| span.start);
    let before = text.get(..position).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text
        .get(line_start..)
        .unwrap_or_default()
        .lines()
        .next()
        .unwrap_or_default();
    let key_on_line = || line.split_once('=').map(|(key, _)| key.trim().to_owned());
    ConfigError::Syntax {
        line: before.matches('\n').count() + 1,
        key: path.or_else(key_on_line),
        reason: simplify_message(error.message()),
    }
}

/// Rewrites serde's messages, which name Rust's types and repeat the value.
fn simplify_message(message: &str) -> String {
    let mismatch = ["invalid type: ", "invalid value: "]
        .iter()
        .find_map(|prefix| message.strip_prefix(prefix)?.rsplit_once(", expected "));
    if let Some((found, expected)) = mismatch {
        return format!("must be {}, not {}", type_name(expected), found_name(found));
    }
    if let Some(rest) = message.strip_prefix("unknown variant ")
        && let Some((_, expected)) = rest.rsplit_once(", expected ")
    {
        return format!("must be {expected}");
    }
    if let Some(rest) = message.strip_prefix("unknown field `")
        && let Some((key, expected)) = rest.rsplit_once("`, expected ")
    {
        return format!("unknown key {}, expected {expected}", quoted(key));
    }
    if let Some(key) = message.strip_prefix("missing field ") {
        return format!("the key {key} is missing");
    }
    message.trim_end().replace('\n', " ")
}

fn type_name(expected: &str) -> &str {
    match expected {
        "u64" | "usize" => "a whole number, 0 or more",
        "u32" => "a whole number from 0 to 4294967295",
        "a boolean" => "true or false",
        "a string" => "text in quotation marks",
        "a sequence" => "a list in square brackets",
        "a map" => "a table",
        other if other.starts_with("struct ") => "a table",
        other => other,
    }
}

/// Describes a value of the wrong type. Numbers are repeated, strings are not.
fn found_name(found: &str) -> String {
    let number = found.strip_prefix("integer `");
    match number.and_then(|rest| rest.strip_suffix('`')) {
        Some(number) => number.to_owned(),
        None if found.starts_with("string") => "text".to_owned(),
        None if found.starts_with("integer") => "a number out of range".to_owned(),
        None if found.starts_with("floating point") => "a number with a decimal point".to_owned(),
        None if found.starts_with("boolean") => "true or false".to_owned(),
        None if found.starts_with("sequence") => "a list".to_owned(),
        None if found.starts_with("map") => "a table".to_owned(),
        None => "another type".to_owned(),
    }
}
