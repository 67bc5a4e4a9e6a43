//! The key `drafts`.

use super::error::{ConfigError, invalid_value, quoted};
use open_ticket::rules::DraftScope;

pub(super) fn default() -> String {
    DraftScope::default().as_str().to_owned()
}

/// Parses the value.
///
/// # Errors
/// [`ConfigError::InvalidValue`].
pub(super) fn validate(name: &str) -> Result<DraftScope, ConfigError> {
    DraftScope::parse(name).ok_or_else(|| {
        let reason = format!("must be \"all\", \"text\" or \"off\", not {}", quoted(name));
        invalid_value("drafts", reason)
    })
}
