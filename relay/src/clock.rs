//! What time it is.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds since 1970-01-01 00:00:00 UTC.
#[must_use]
pub fn seconds() -> u64 {
    since_1970().as_secs()
}

/// The same, signed: as databases and differences of times want it.
#[must_use]
pub fn signed_seconds() -> i64 {
    i64::try_from(seconds()).unwrap_or(i64::MAX)
}

/// Milliseconds since 1970-01-01 00:00:00 UTC.
#[must_use]
pub fn millis() -> i64 {
    i64::try_from(since_1970().as_millis()).unwrap_or(i64::MAX)
}

fn since_1970() -> std::time::Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}
