//! Limits of downloading a source: redirects, time and size.

use std::time::Duration;

/// Maximum number of redirects of a URL.
pub(super) const MAX_REDIRECTS: usize = 3;

/// Limits of reading a source.
#[derive(Clone, Copy, Debug)]
pub struct SourceLimits {
    /// Maximum time for the whole source.
    pub timeout: Duration,
    /// Maximum size, in bytes.
    pub max_bytes: usize,
}
