//! Timeouts of requests to WHMCS.

use std::time::Duration;

/// Timeouts of a request to api.php.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Timeout for establishing the connection.
    pub connect: Duration,
    /// Timeout for the whole request, until the response is complete.
    pub response: Duration,
}
