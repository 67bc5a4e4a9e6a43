//! Clock skew between the site and the relay.

/// Maximum time by which the site's clock may be ahead of the relay's, in seconds.
const MAX_CLOCK_SKEW: f64 = 60.0;

/// Returns `true` for a time in the future, even by a clock that is ahead.
pub(super) fn is_future(time: f64, now: f64) -> bool {
    time > now + MAX_CLOCK_SKEW
}
