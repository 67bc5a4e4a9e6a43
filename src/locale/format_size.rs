//! File sizes, in decimal units: 1 kB is 1,000 bytes.

use super::number::decimal;
use super::strings;
use super::template::{fill, fill_count, fill_plural};
use std::fmt::Display;

/// Formats a size in the largest unit that fits: `512 bytes`, `412 kB`, `4.7 MB`, `4.2 GB`.
#[must_use]
pub fn format_size(size: u64) -> String {
    match size {
        0..1_000 => in_bytes(size),
        1_000..1_000_000 => in_kilobytes(size / 1_000),
        1_000_000..1_000_000_000 => fill_count(strings::SIZE_MEGABYTES, &megabytes(size)),
        _ => fill_count(strings::SIZE_GIGABYTES, &megabytes(size / 1_000)),
    }
}

/// Formats a part of a total, both in the total's unit: `1.2 of 4.7 MB`.
#[must_use]
pub fn format_part(part: u64, whole: u64) -> String {
    let in_unit = |template, part: &dyn Display, whole: &dyn Display| {
        fill(template, &[("part", part), ("whole", whole)])
    };
    match whole {
        0..1_000 => in_unit(strings::SIZE_PART_IN_BYTES, &part, &whole),
        1_000..1_000_000 => in_unit(
            strings::SIZE_PART_IN_KILOBYTES,
            &(part / 1_000),
            &(whole / 1_000),
        ),
        _ => in_unit(
            strings::SIZE_PART_IN_MEGABYTES,
            &megabytes(part),
            &megabytes(whole),
        ),
    }
}

/// Formats a size and the limit it exceeds in the largest unit in which the two differ: `4.6 MB`
/// and `4.5 MB`.
#[must_use]
pub fn format_size_and_limit(size: u64, limit: u64) -> (String, String) {
    let both = (format_size(size), format_size(limit));
    if both.0 != both.1 {
        return both;
    }
    match (size / 1_000, limit / 1_000) {
        (size, limit) if size != limit => (in_kilobytes(size), in_kilobytes(limit)),
        _ => (in_bytes(size), in_bytes(limit)),
    }
}

fn in_bytes(count: u64) -> String {
    fill_plural(strings::SIZE_BYTES_ONE, strings::SIZE_BYTES_OTHER, count)
}

fn in_kilobytes(count: u64) -> String {
    fill_count(strings::SIZE_KILOBYTES, &count)
}

/// Formats bytes as megabytes, rounded down to tenths like the displayed limits.
fn megabytes(bytes: u64) -> String {
    decimal(bytes / 100_000)
}
