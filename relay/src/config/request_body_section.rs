//! The section `[request_body]`.

use super::error::ConfigError;
use super::value_checks::{check_concurrency, check_timeout};
use crate::body::BodyTimeouts;
use serde::Deserialize;

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
            // A poor telephone line transfers 2,000 bytes per second.
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
            min_bytes_per_second: self.min_bytes_per_second,
        })
    }

    pub(super) fn max_concurrent_large(&self) -> Result<usize, ConfigError> {
        check_concurrency(
            "request_body.max_concurrent_large",
            self.max_concurrent_large,
        )
    }
}
