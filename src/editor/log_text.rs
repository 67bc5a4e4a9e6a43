//! Recognizes logs in pasted text.

use super::line::line_count;

/// Minimum number of lines of a log.
const LOG_LINES: usize = 5;

/// Minimum length of a line that counts as machine-generated, in bytes.
const LONG_LINE: usize = 10_000;

/// Words for the level of a log line.
const LEVELS: [&str; 14] = [
    "alert", "crit", "critical", "debug", "emerg", "err", "error", "fatal", "info", "notice",
    "severe", "trace", "warn", "warning",
];

/// Returns `true` for text that may be a log: five or more lines, or one of more than 10 kB.
/// Blank lines do not count, so that a short letter is not a log.
#[must_use]
pub fn may_be_log(text: &str) -> bool {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.take(LOG_LINES).count() == LOG_LINES || has_long_line(text)
}

/// Returns `true` for text that is too long for a message: more than `max_lines` lines, or a line
/// of more than 10 kB.
#[must_use]
pub fn is_long(text: &str, max_lines: usize) -> bool {
    line_count(text) > max_lines || has_long_line(text)
}

/// Returns `true` if each line, including the first, has a time or a level. The head of a table has
/// neither.
#[must_use]
pub fn is_log(text: &str) -> bool {
    let is_entry = |line: &str| {
        let words = line.split(|c: char| !c.is_ascii_alphanumeric());
        let is_level = |word: &str| LEVELS.iter().any(|level| level.eq_ignore_ascii_case(word));
        has_time(line) || words.into_iter().any(is_level)
    };
    !text.trim().is_empty() && text.lines().all(is_entry)
}

fn has_long_line(text: &str) -> bool {
    text.lines().any(|line| line.len() > LONG_LINE)
}

/// Returns `true` for a time such as `12:30`.
fn has_time(line: &str) -> bool {
    let mut windows = line.as_bytes().windows(5);
    windows.any(|time| match time {
        [a, b, b':', c, d] => [a, b, c, d].into_iter().all(u8::is_ascii_digit),
        _ => false,
    })
}
