//! How often something may happen.
//!
//! A window slides, and is counted by slots of a sixtieth of it, as in Figma's "sliding window
//! counters" (<https://www.figma.com/blog/an-alternative-approach-to-rate-limiting/>). What falls
//! into one slot leaves the window together, when its latest does. So no window holds more than
//! the limit, wherever it begins; a place may come free a sixtieth of the window late; and a limit
//! is 61 small rows at the most, however large it is. GCRA is one number, but it lets nearly twice
//! the limit into a window: all of it at once, and what comes free meanwhile.

use std::time::Duration;

/// How many slots a window has.
const SLOTS: i64 = 60;
/// A longer window is as long as this, in ms: a year.
const LONGEST: i64 = 366 * 24 * 60 * 60 * 1000;

/// So many within a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is counted: whose, and in which window, as in `address:203.0.113.7:hour`. It appears
    /// once in a list of limits, and a name always stands for the same window.
    pub name: String,
    /// How many there may be within the window.
    pub count: u32,
    /// How long the window is, from a millisecond to a year.
    pub window: Duration,
}

/// Whether there is room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// There is.
    Admitted,
    /// Not within any of the limits before this time is over. Never longer than the window.
    Wait(Duration),
}

/// Whether a question about rates counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Take,
    Look,
}

/// What one slot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// When it leaves the window.
    pub ends: i64,
    pub taken: i64,
}

impl Limit {
    /// The window in ms.
    pub(super) fn millis(&self) -> i64 {
        i64::try_from(self.window.as_millis())
            .unwrap_or(LONGEST)
            .clamp(1, LONGEST)
    }

    /// A slot in ms.
    pub(super) fn slot(&self) -> i64 {
        (self.millis() + SLOTS - 1) / SLOTS
    }

    /// When the slot of this time began.
    pub(super) fn start(&self, now: i64) -> i64 {
        now.saturating_sub(now.rem_euclid(self.slot()))
    }

    /// How long to wait for room, in ms, with these slots taken, in the order in which they end.
    pub(super) fn wait(&self, slots: &[Slot], now: i64) -> i64 {
        let count = i64::from(self.count);
        if count == 0 {
            return self.millis();
        }
        let mut taken: i64 = slots.iter().map(|slot| slot.taken).sum();
        let mut until = now;
        for slot in slots {
            if taken < count {
                break;
            }
            taken -= slot.taken;
            until = slot.ends;
        }
        until.saturating_sub(now)
    }
}

impl Admission {
    /// What a wait in ms means.
    pub(super) fn after(wait: i64) -> Self {
        match u64::try_from(wait) {
            Ok(wait @ 1..) => Self::Wait(Duration::from_millis(wait)),
            _ => Self::Admitted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(count: u32, window: Duration) -> Limit {
        Limit {
            name: "test".to_owned(),
            count,
            window,
        }
    }

    #[test]
    fn a_window_has_sixty_slots() {
        let hour = limit(20, Duration::from_secs(3600));
        assert_eq!(hour.slot(), 60_000);
        assert_eq!(hour.start(119_999), 60_000);
        assert_eq!(hour.start(-1), -60_000);
        assert_eq!(limit(1, Duration::ZERO).slot(), 1);
        assert_eq!(limit(1, Duration::MAX).millis(), LONGEST);
    }

    #[test]
    fn one_waits_for_as_many_slots_as_make_room() {
        let slots = [(10, 1), (20, 2), (30, 3)].map(|(ends, taken)| Slot { ends, taken });
        for (count, wait) in [(7, 0), (6, 5), (5, 15), (4, 15), (3, 25), (1, 25)] {
            assert_eq!(limit(count, Duration::from_secs(1)).wait(&slots, 5), wait);
        }
        assert_eq!(limit(0, Duration::from_secs(1)).wait(&[], 5), 1000);
    }
}
