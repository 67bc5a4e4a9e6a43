//! Rate limits: sliding windows, counted in slots.
//!
//! A slot is one sixtieth of the window, as in Figma's "sliding window counters"
//! (<https://www.figma.com/blog/an-alternative-approach-to-rate-limiting/>). All events of a slot
//! leave the window together, when the latest event does. This has three effects:
//!
//! - The limit holds for every window, wherever it starts.
//! - Capacity may become free late, by up to one sixtieth of the window.
//! - A limit of any size takes at most 61 small rows.
//!
//! The clock may have been ahead and been set back since an event was counted. Such an event counts
//! as a current event: its slot leaves the window one window from now ([`RateLimit::latest_leave`]),
//! so that no wait is longer than the window, and the limit still holds.
//!
//! GCRA needs a single number, but admits nearly twice the limit within a window: the whole burst,
//! plus the capacity that becomes free within the window.

use std::time::Duration;

/// Number of slots in a window.
const SLOTS: i64 = 60;
/// Longest window, in milliseconds: one year. Longer windows are truncated to it.
const MAX_WINDOW_MS: i64 = 366 * 24 * 60 * 60 * 1000;

/// Maximum number of events within a sliding window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLimit {
    /// Name of the counter, including subject and window: `address:203.0.113.7:hour`. Unique
    /// within a list of limits. A name always has the same window.
    pub name: String,
    /// Maximum number of events within the window.
    pub max_count: u32,
    /// Length of the window, from one millisecond to one year.
    pub window: Duration,
}

/// Result of a rate limit check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// Within all limits.
    Admitted,
    /// A limit is exceeded for this long, at most one window.
    RetryAfter(Duration),
}

/// Effect of a rate limit check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateLimitMode {
    /// Counts one event if it is admitted.
    Count,
    /// Counts nothing.
    Peek,
}

/// Counter of one slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// Time at which the slot leaves the window.
    pub leaves_window_at: i64,
    /// Number of events.
    pub count: i64,
}

impl RateLimit {
    /// Returns the length of the window, in milliseconds.
    pub(super) fn window_ms(&self) -> i64 {
        i64::try_from(self.window.as_millis())
            .unwrap_or(MAX_WINDOW_MS)
            .clamp(1, MAX_WINDOW_MS)
    }

    /// Returns the length of a slot, in milliseconds.
    pub(super) fn slot_ms(&self) -> i64 {
        (self.window_ms() + SLOTS - 1) / SLOTS
    }

    /// Returns the latest time at which an event counted until `now` leaves the window. A slot with
    /// a later time was counted by a clock that was ahead.
    pub(super) fn latest_leave(&self, now: i64) -> i64 {
        now.saturating_add(self.window_ms())
    }

    /// Returns the latest time at which a slot that contains an event counted until `now` expires.
    pub(super) fn latest_expiry(&self, now: i64) -> i64 {
        self.latest_leave(now).saturating_add(self.slot_ms())
    }

    /// Returns the start of the slot that contains `now`.
    pub(super) fn slot_start(&self, now: i64) -> i64 {
        now.saturating_sub(now.rem_euclid(self.slot_ms()))
    }

    /// Returns the time until the limit admits another event, in milliseconds. `slots` are ordered
    /// by the time at which they leave the window.
    pub(super) fn wait_ms(&self, slots: &[Slot], now: i64) -> i64 {
        let max_count = i64::from(self.max_count);
        if max_count == 0 {
            return self.window_ms();
        }
        let mut total: i64 = slots.iter().map(|slot| slot.count).sum();
        let mut free_at = now;
        for slot in slots {
            if total < max_count {
                break;
            }
            total -= slot.count;
            free_at = slot.leaves_window_at;
        }
        free_at.saturating_sub(now)
    }
}

impl Admission {
    /// Converts a waiting time in milliseconds.
    pub(super) fn from_wait_ms(wait_ms: i64) -> Self {
        match u64::try_from(wait_ms) {
            Ok(wait_ms @ 1..) => Self::RetryAfter(Duration::from_millis(wait_ms)),
            _ => Self::Admitted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(max_count: u32, window: Duration) -> RateLimit {
        RateLimit {
            name: "test".to_owned(),
            max_count,
            window,
        }
    }

    #[test]
    fn a_window_has_sixty_slots() {
        let hour = limit(20, Duration::from_secs(3600));
        assert_eq!(hour.slot_ms(), 60_000);
        assert_eq!(hour.slot_start(119_999), 60_000);
        assert_eq!(hour.slot_start(-1), -60_000);
        assert_eq!(limit(1, Duration::ZERO).slot_ms(), 1);
        assert_eq!(limit(1, Duration::MAX).window_ms(), MAX_WINDOW_MS);
    }

    #[test]
    fn the_wait_ends_when_enough_slots_have_left_the_window() {
        let slots = [(10, 1), (20, 2), (30, 3)].map(|(leaves_window_at, count)| Slot {
            leaves_window_at,
            count,
        });
        for (max_count, wait) in [(7, 0), (6, 5), (5, 15), (4, 15), (3, 25), (1, 25)] {
            let limit = limit(max_count, Duration::from_secs(1));
            assert_eq!(limit.wait_ms(&slots, 5), wait);
        }
        assert_eq!(limit(0, Duration::from_secs(1)).wait_ms(&[], 5), 1000);
    }
}
