//! Lifetimes of stored drafts.

/// Lifetime of the text of a draft, in milliseconds: 7 days.
pub const TEXT_LIFETIME: u64 = 7 * DAY;

/// Lifetime of the files of a draft, in milliseconds: 24 hours.
pub const FILE_LIFETIME: u64 = DAY;

const DAY: u64 = 24 * 60 * 60 * 1_000;

/// Returns `true` if the lifetime of a draft has ended. All times are in milliseconds, the first two
/// since 1970.
///
/// A draft from the future was saved while the clock was ahead. A day is tolerated, because a wrong
/// time zone puts a clock ahead by less than a day. A draft from further ahead has expired: it would
/// otherwise stay in the browser until that time, perhaps for years.
#[must_use]
pub const fn is_expired(saved_at: u64, now: u64, lifetime: u64) -> bool {
    match now.checked_sub(saved_at) {
        Some(age) => age >= lifetime,
        None => saved_at - now > DAY,
    }
}
