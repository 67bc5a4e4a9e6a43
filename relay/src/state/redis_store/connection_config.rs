//! Timeouts and limits of the connection to Redis.

use redis::aio::ConnectionManagerConfig;
use std::time::Duration;

/// Timeout for connecting and for each operation.
pub const TIMEOUT: Duration = Duration::from_secs(2);
/// Maximum number of commands that wait to be written to the connection.
const PIPELINE_CAPACITY: usize = 1024;

/// Returns the configuration of a connection.
pub fn connection_config() -> ConnectionManagerConfig {
    ConnectionManagerConfig::new()
        .set_connection_timeout(Some(TIMEOUT))
        .set_response_timeout(Some(TIMEOUT))
        .set_number_of_retries(1)
        .set_pipeline_buffer_size(PIPELINE_CAPACITY)
}
