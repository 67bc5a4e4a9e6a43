//! The key `ticket_url`.

use super::error::{ConfigError, invalid_value};

/// Checks that the URL has both placeholders, or is empty.
///
/// # Errors
/// [`ConfigError::InvalidValue`].
pub(super) fn check_ticket_url(url: String) -> Result<String, ConfigError> {
    let has_placeholders = url.contains("{tid}") && url.contains("{c}");
    if url.is_empty() || has_placeholders {
        Ok(url)
    } else {
        let reason = "must contain {tid} and {c}, or be empty to show no link";
        Err(invalid_value("ticket_url", reason))
    }
}
