//! The current time, as a Unix timestamp.

use std::time::{SystemTime, UNIX_EPOCH};

/// Returns the seconds since 1970-01-01 00:00:00 UTC.
#[must_use]
pub fn seconds() -> u64 {
    since_epoch().as_secs()
}

/// Returns the seconds since 1970-01-01 00:00:00 UTC, as a signed number for time differences.
#[must_use]
pub fn signed_seconds() -> i64 {
    i64::try_from(seconds()).unwrap_or(i64::MAX)
}

/// Returns the milliseconds since 1970-01-01 00:00:00 UTC.
#[must_use]
pub fn millis() -> i64 {
    i64::try_from(since_epoch().as_millis()).unwrap_or(i64::MAX)
}

fn since_epoch() -> std::time::Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}
