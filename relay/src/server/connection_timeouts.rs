//! Timeouts of a connection.

use std::time::Duration;

/// Timeout for the request line and headers, from the first byte or from the end of the previous
/// request.
pub const HEADER_TIMEOUT: Duration = Duration::from_secs(30);

/// Maximum time in which a client reads nothing of a response.
pub const WRITE_TIMEOUT: Duration = Duration::from_secs(30);
