//! The keys `server.max_connections` and `server.max_connections_per_address`.

use super::error::ConfigError;
use super::value_checks::check_concurrency;

/// Default of `max_connections`.
pub(super) const DEFAULT_TOTAL: u64 = 10_000;

/// Default of `max_connections_per_address`.
pub(super) const DEFAULT_PER_ADDRESS: u64 = 500;

/// Maximum value of both keys.
const MAX: u64 = 1_000_000;

/// Checks one of the keys.
///
/// # Errors
/// [`ConfigError::InvalidValue`].
pub(super) fn check_connections(key: &str, value: u64) -> Result<usize, ConfigError> {
    check_concurrency(key, value, MAX)
}
