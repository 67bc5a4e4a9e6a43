//! Timeouts of requests to WHMCS.

use std::time::Duration;

/// Maximum value of each timeout, in seconds.
pub const MAX_TIMEOUT_SECONDS: u64 = 600;

/// Timeouts of a request to api.php.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Timeout for establishing the connection.
    pub connect: Duration,
    /// Timeout for the whole request, until the response is complete.
    pub response: Duration,
}

impl Timeouts {
    /// Returns the total timeout of all lookups for one request: the rules, a client's services and
    /// an earlier ticket. It is the timeout of one request, however many pages
    /// WHMCS returns.
    #[must_use]
    pub fn lookups(&self) -> Duration {
        self.connect.saturating_add(self.response)
    }

    /// Returns the longest time that WHMCS is expected to run an action whose response is lost.
    /// PHP's own limit is not known to the relay, so this is the timeout of a complete request.
    #[must_use]
    pub const fn max_run_time(&self) -> Duration {
        self.response
    }

    /// Returns the maximum duration of a submission: its lookups, and the ticket itself.
    #[must_use]
    pub fn submission(&self) -> Duration {
        self.lookups().saturating_mul(2)
    }
}
