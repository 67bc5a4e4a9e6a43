//! Date shown on a message, set by an operator's server.

use std::fmt;

/// A date and time in one of the formats that WHMCS accepts: ISO 8601 (`2026-11-23T18:42:00+01:00`,
/// also with `Z` or without a time zone, and with fractions of a second) or `YYYY-MM-DD HH:mm:ss`.
/// The text is kept unchanged, because the time zone of the second format depends on the server.
///
/// A date in the future is valid here: callers that have a clock reject it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CreationDate(String);

/// Error for a string that has neither format, or is not a date, like February 30.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidCreationDate;

impl CreationDate {
    /// Parses a date and time.
    ///
    /// # Errors
    /// Returns [`InvalidCreationDate`] if the text has neither format or is not a date.
    pub fn parse(text: &str) -> Result<Self, InvalidCreationDate> {
        parse_unix_seconds(text).ok_or(InvalidCreationDate)?;
        Ok(Self(text.to_owned()))
    }

    /// The original text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Seconds since 1970-01-01 00:00:00 UTC. Without a time zone, UTC is assumed.
    #[must_use]
    pub fn unix_seconds(&self) -> i64 {
        parse_unix_seconds(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for CreationDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn parse_unix_seconds(text: &str) -> Option<i64> {
    let (date, rest) = text.split_at_checked(10)?;
    let (year, month, day) = parse_three_numbers(date, b'-', [4, 2, 2])?;
    let is_iso = rest.starts_with('T');
    let (time, zone) = rest
        .strip_prefix(if is_iso { 'T' } else { ' ' })?
        .split_at_checked(8)?;
    let (hour, minute, second) = parse_three_numbers(time, b':', [2, 2, 2])?;
    let in_range = (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    let offset = if is_iso {
        parse_offset(strip_fraction(zone)?)?
    } else {
        zone.is_empty().then_some(0)?
    };
    in_range.then(|| {
        days_since_1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
    })
}

/// Parses three numbers of these widths with a separator between them: `2026-11-23`, `18:42:00`.
fn parse_three_numbers(text: &str, separator: u8, widths: [usize; 3]) -> Option<(i64, i64, i64)> {
    let mut parts = text.split(separator as char);
    let mut next = |width| {
        let part = parts.next().filter(|part: &&str| part.len() == width)?;
        part.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| part.parse().ok())?
    };
    let numbers = (next(widths[0])?, next(widths[1])?, next(widths[2])?);
    parts.next().is_none().then_some(numbers)
}

/// Removes a fraction of a second, `.123` or `,123`.
fn strip_fraction(zone: &str) -> Option<&str> {
    let Some(digits) = zone.strip_prefix(['.', ',']) else {
        return Some(zone);
    };
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() < digits.len()).then_some(rest)
}

/// Parses a time zone as seconds east of UTC: `Z`, `+01:00`, `+0100`, `+01`, or empty.
fn parse_offset(zone: &str) -> Option<i64> {
    let sign = match zone.as_bytes().first() {
        None => return Some(0),
        Some(b'Z') => return (zone.len() == 1).then_some(0),
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return None,
    };
    let digits = match *zone.as_bytes() {
        [_, h0, h1, b':', m0, m1] | [_, h0, h1, m0, m1] => [h0, h1, m0, m1],
        [_, h0, h1] => [h0, h1, b'0', b'0'],
        _ => return None,
    };
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let two_digits = |i: usize| i64::from(digits[i] - b'0') * 10 + i64::from(digits[i + 1] - b'0');
    (two_digits(0) < 24 && two_digits(2) < 60)
        .then(|| sign * (two_digits(0) * 3_600 + two_digits(2) * 60))
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar. The year starts in March here, so
/// that the leap day is its last day.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 719_469
}
