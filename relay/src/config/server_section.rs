//! The section `[server]`.

use super::error::ConfigError;
use super::max_connections::{DEFAULT_PER_ADDRESS, DEFAULT_TOTAL, check_connections};
use super::value_checks::check_timeout;
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
            max_connections: DEFAULT_TOTAL,
            max_connections_per_address: DEFAULT_PER_ADDRESS,
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
            max_connections: check_connections("server.max_connections", self.max_connections)?,
            max_connections_per_address: check_connections(
                "server.max_connections_per_address",
                self.max_connections_per_address,
            )?,
        })
    }
}
