//! The key `max_body_bytes`.

use super::error::{ConfigError, invalid_value};

/// Default of PHP's `post_max_size`, in bytes.
const PHP_POST_MAX_SIZE: u64 = 8 << 20;

/// Minimum: a short ticket without files.
const MIN_BODY_BYTES: u64 = 4 << 10;

/// Maximum. A ticket takes several times its size in memory.
pub(super) const MAX_BODY_BYTES: u64 = 1 << 30;

pub(super) const fn default() -> u64 {
    PHP_POST_MAX_SIZE
}

/// Checks the value.
///
/// # Errors
/// [`ConfigError::InvalidValue`].
pub(super) fn validate(bytes: u64) -> Result<usize, ConfigError> {
    const KEY: &str = "max_body_bytes";
    if !(MIN_BODY_BYTES..=MAX_BODY_BYTES).contains(&bytes) {
        let reason = format!(
            "must be from {MIN_BODY_BYTES} to {MAX_BODY_BYTES}, not {bytes}: use PHP's post_max_size \
             on the WHMCS server"
        );
        return Err(invalid_value(KEY, reason));
    }
    usize::try_from(bytes).map_err(|_| invalid_value(KEY, "is too large for this machine"))
}
