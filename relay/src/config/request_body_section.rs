//! The section `[request_body]`.

use super::error::ConfigError;
use super::value_checks::{check_at_most, check_concurrency, check_timeout};
use crate::body::BodyTimeouts;
use serde::Deserialize;

/// Maximum value of `min_bytes_per_second`: 8 Mbit/s. A higher minimum would refuse the uploads of most
/// home connections.
const MAX_MIN_BYTES_PER_SECOND: u64 = 1_000_000;

/// Maximum value of `max_concurrent_large`: 40 GB of memory.
const MAX_CONCURRENT_LARGE: u64 = 1_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RequestBodySection {
    idle_timeout_seconds: u64,
    min_bytes_per_second: u64,
    max_concurrent_large: u64,
}

impl Default for RequestBodySection {
    fn default() -> Self {
        Self {
            idle_timeout_seconds: 20,
            // A slow dial-up connection transfers 2,000 bytes per second.
            min_bytes_per_second: 500,
            max_concurrent_large: 8,
        }
    }
}

impl RequestBodySection {
    pub(super) fn timeouts(&self) -> Result<BodyTimeouts, ConfigError> {
        Ok(BodyTimeouts {
            idle: check_timeout(
                "request_body.idle_timeout_seconds",
                self.idle_timeout_seconds,
            )?,
            min_bytes_per_second: check_at_most(
                "request_body.min_bytes_per_second",
                self.min_bytes_per_second,
                MAX_MIN_BYTES_PER_SECOND,
            )?,
        })
    }

    pub(super) fn max_concurrent_large(&self) -> Result<usize, ConfigError> {
        check_concurrency(
            "request_body.max_concurrent_large",
            self.max_concurrent_large,
            MAX_CONCURRENT_LARGE,
        )
    }
}
