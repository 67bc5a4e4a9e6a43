//! The section `[server]`.

use super::error::ConfigError;
use super::value_checks::{check_concurrency, check_timeout};
use serde::Deserialize;
use std::time::Duration;

/// Limits of the HTTP server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerLimits {
    /// Maximum time to wait for requests and submissions in progress during shutdown.
    pub shutdown_timeout: Duration,
    /// Maximum number of open connections.
    pub max_connections: usize,
    /// Maximum number of open connections of one address that is not a trusted proxy.
    pub max_connections_per_address: usize,
}

/// Maximum value of `max_connections`.
const MAX_CONNECTIONS: u64 = 1_000_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ServerSection {
    shutdown_timeout_seconds: u64,
    max_connections: u64,
    max_connections_per_address: u64,
}

impl Default for ServerSection {
    fn default() -> Self {
        Self {
            shutdown_timeout_seconds: 40,
            max_connections: 10_000,
            max_connections_per_address: 500,
        }
    }
}

impl ServerSection {
    pub(super) fn limits(&self) -> Result<ServerLimits, ConfigError> {
        Ok(ServerLimits {
            shutdown_timeout: check_timeout(
                "server.shutdown_timeout_seconds",
                self.shutdown_timeout_seconds,
            )?,
            max_connections: check_concurrency(
                "server.max_connections",
                self.max_connections,
                MAX_CONNECTIONS,
            )?,
            max_connections_per_address: check_concurrency(
                "server.max_connections_per_address",
                self.max_connections_per_address,
                MAX_CONNECTIONS,
            )?,
        })
    }
}
