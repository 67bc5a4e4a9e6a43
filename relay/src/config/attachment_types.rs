//! The types of attachments, the key `limits.extensions`.

use super::error::{ConfigError, invalid_value, quoted};
use super::value_checks::check_unique;

/// Extensions that are allowed by default.
const DEFAULT: [&str; 7] = ["gif", "jpeg", "jpg", "pdf", "png", "txt", "zip"];

/// Maximum length of a file extension.
const MAX_EXTENSION_CHARS: usize = 32;

/// Returns the extensions that are allowed by default.
pub(super) fn default_extensions() -> Vec<String> {
    DEFAULT.map(str::to_owned).into()
}

/// Checks the key `limits.extensions`.
///
/// # Errors
/// [`ConfigError::InvalidValue`].
pub(super) fn check_extensions(extensions: &[String]) -> Result<(), ConfigError> {
    check_unique("limits.extensions", extensions)?;
    if let Some(text) = extensions.iter().find(|text| !is_extension(text)) {
        let reason = format!(
            "{} is not an extension: write it in lower case, without dots or blanks, such as \
             \"png\"",
            quoted(text)
        );
        return Err(invalid_value("limits.extensions", reason));
    }
    Ok(())
}

fn is_extension(text: &str) -> bool {
    let is_allowed = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '_' | '~' | '#');
    !text.is_empty()
        && text.chars().count() <= MAX_EXTENSION_CHARS
        && text.chars().all(is_allowed)
        && text == text.to_lowercase()
}
