//! Limits of the file or URL with the articles: time and size.

use crate::fetch_source::SourceLimits;
use std::time::Duration;

/// Limits of the source.
pub(super) const LIMITS: SourceLimits = SourceLimits {
    timeout: Duration::from_secs(10),
    max_bytes: 10 << 20,
};
