//! Lifetimes of stored drafts.

/// Lifetime of the text of a draft, in milliseconds: 7 days.
pub const TEXT_LIFETIME: u64 = 7 * DAY;

/// Lifetime of the files of a draft, in milliseconds: 24 hours.
pub const FILE_LIFETIME: u64 = DAY;

const DAY: u64 = 24 * 60 * 60 * 1_000;

/// Returns `true` if the lifetime of a draft has ended. All times are in milliseconds, the first two
/// since 1970.
#[must_use]
pub const fn is_expired(saved_at: u64, now: u64, lifetime: u64) -> bool {
    now.saturating_sub(saved_at) >= lifetime
}

/// Returns the time from which the lifetime of a draft counts.
///
/// A draft from the future was saved while the clock was ahead. It counts as saved now: otherwise it
/// would stay in the browser until that time, perhaps for years. A day is tolerated, because a wrong time
/// zone puts a clock ahead by less than a day.
#[must_use]
pub const fn plausible_time(saved_at: u64, now: u64) -> u64 {
    match saved_at.saturating_sub(now) > DAY {
        true => now,
        false => saved_at,
    }
}
