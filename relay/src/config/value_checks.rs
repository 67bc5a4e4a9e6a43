//! Checks that several sections share: names, ids, ranges and timeouts.

use super::error::{ConfigError, invalid_value};
use std::time::Duration;

/// Requirement for ids.
pub(super) const UNIQUE_ID: &str = "must be a unique number from 1";

/// Maximum value of a timeout, in seconds.
const MAX_TIMEOUT_SECONDS: u64 = 600;

/// Maximum value of a concurrency limit.
const MAX_CONCURRENCY: u64 = 1_000_000;

/// Checks the `name` of a department or custom field.
pub(super) fn check_name(key: &str, name: String) -> Result<String, ConfigError> {
    if name.trim().is_empty() || name.contains(char::is_control) {
        let reason = "must be a single line that is not blank";
        Err(invalid_value(format!("{key}.name"), reason))
    } else {
        Ok(name)
    }
}

/// Checks that a number is between 1 and `max`.
pub(super) fn check_range(key: &str, number: u64, max: u64) -> Result<u64, ConfigError> {
    if (1..=max).contains(&number) {
        Ok(number)
    } else {
        Err(invalid_value(key, format!("must be from 1 to {max}")))
    }
}

/// Checks a timeout, in seconds.
pub(super) fn check_timeout(key: &str, seconds: u64) -> Result<Duration, ConfigError> {
    check_range(key, seconds, MAX_TIMEOUT_SECONDS).map(Duration::from_secs)
}

/// Checks a maximum number of connections or requests.
pub(super) fn check_concurrency(key: &str, number: u64) -> Result<usize, ConfigError> {
    let number = check_range(key, number, MAX_CONCURRENCY)?;
    usize::try_from(number).map_err(|_| invalid_value(key, "is too large for this machine"))
}
