//! Approximate waiting times.

use super::strings;
use super::template::{fill_count, fill_plural};

/// Formats a waiting time in seconds: `in about 3 minutes`, or `later` if it is unknown.
pub fn waiting_time(seconds: Option<u64>) -> String {
    match seconds.map(|seconds| seconds.div_ceil(60)) {
        None => strings::WAIT_UNKNOWN.into(),
        Some(minutes @ 0..=90) => fill_plural(
            strings::WAIT_MINUTES_ONE,
            strings::WAIT_MINUTES_OTHER,
            minutes.max(1),
        ),
        Some(minutes) => fill_count(strings::WAIT_HOURS, &minutes.div_ceil(60)),
    }
}
