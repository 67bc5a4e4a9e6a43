//! When a message shows as sent.

use std::fmt;

/// A moment in one of WHMCS's two written forms: ISO 8601 (`2026-11-23T18:42:00+01:00`, also with
/// `Z` or no zone, and with fractions of a second) or `YYYY-MM-DD HH:mm:ss`. It is kept as it was
/// written, for which zone the second form means is the server's to know.
///
/// Whether the moment is in the past is for whoever has a clock.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Created(String);

/// A text is in neither form, or names no moment, as on February 30.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidCreated;

impl Created {
    /// Takes a moment.
    ///
    /// # Errors
    /// [`InvalidCreated`].
    pub fn parse(text: &str) -> Result<Self, InvalidCreated> {
        seconds(text).ok_or(InvalidCreated)?;
        Ok(Self(text.to_owned()))
    }

    /// The moment as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Seconds since 1970-01-01 00:00:00 UTC; a moment without a zone is read as UTC.
    #[must_use]
    pub fn unix_seconds(&self) -> i64 {
        seconds(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Created {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn seconds(text: &str) -> Option<i64> {
    let (date, rest) = text.split_at_checked(10)?;
    let (year, month, day) = three(date, b'-', [4, 2, 2])?;
    let iso = rest.starts_with('T');
    let (time, zone) = rest
        .strip_prefix(if iso { 'T' } else { ' ' })?
        .split_at_checked(8)?;
    let (hour, minute, second) = three(time, b':', [2, 2, 2])?;
    let in_range = (1..=12).contains(&month)
        && (1..=days_in(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    let offset = if iso {
        offset(fraction(zone)?)?
    } else {
        zone.is_empty().then_some(0)?
    };
    in_range.then(|| {
        days_since_1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
    })
}

/// Three numbers of these widths with a mark between them: `2026-11-23`, `18:42:00`.
fn three(text: &str, mark: u8, widths: [usize; 3]) -> Option<(i64, i64, i64)> {
    let mut parts = text.split(mark as char);
    let mut next = |width| {
        let part = parts.next().filter(|part: &&str| part.len() == width)?;
        part.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| part.parse().ok())?
    };
    let numbers = (next(widths[0])?, next(widths[1])?, next(widths[2])?);
    parts.next().is_none().then_some(numbers)
}

/// Leaves out a fraction of a second, `.123` or `,123`.
fn fraction(zone: &str) -> Option<&str> {
    let Some(digits) = zone.strip_prefix(['.', ',']) else {
        return Some(zone);
    };
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() < digits.len()).then_some(rest)
}

/// Seconds east of UTC: of `Z`, `+01:00`, `+0100`, `+01`, or nothing.
fn offset(zone: &str) -> Option<i64> {
    let east = match zone.as_bytes().first() {
        None => return Some(0),
        Some(b'Z') => return (zone.len() == 1).then_some(0),
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return None,
    };
    let digits: Vec<u8> = match zone.as_bytes() {
        [_, h @ .., b':', m0, m1] if h.len() == 2 => vec![h[0], h[1], *m0, *m1],
        [_, h0, h1] => vec![*h0, *h1, b'0', b'0'],
        [_, hm @ ..] if hm.len() == 4 => hm.to_vec(),
        _ => return None,
    };
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |i: usize| i64::from(digits[i] - b'0') * 10 + i64::from(digits[i + 1] - b'0');
    (number(0) < 24 && number(2) < 60).then(|| east * (number(0) * 3_600 + number(2) * 60))
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar, by counting leap years from March.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 719_469
}
