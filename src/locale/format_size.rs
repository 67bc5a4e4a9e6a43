//! File sizes, in decimal units: 1 kB is 1,000 bytes.
//!
//! A size is rounded to the nearest tenth of its unit, and to the nearest unit from 100 on. A limit is
//! rounded down, so that the displayed limit is always accepted.

use super::number::{decimal, grouped};
use super::strings;
use super::template::{fill, fill_count, plural};

/// Formats a size in the largest unit that fits: `512 bytes`, `1.8 kB`, `412 kB`, `4.8 MB`, `4.2 GB`.
#[must_use]
pub fn format_size(size: u64) -> String {
    in_largest_unit(nearest(size, step(size)))
}

/// Formats a limit like a size, but rounded down.
#[must_use]
pub fn format_limit(limit: u64) -> String {
    in_largest_unit(limit - limit % step(limit))
}

/// Formats a part of a total, both in the total's unit and rounded down: `1.2 of 4.7 MB`.
#[must_use]
pub fn format_part(part: u64, whole: u64) -> String {
    match whole {
        0..1_000 => part_in_unit(strings::SIZE_PART_IN_BYTES, part, whole, 1),
        1_000..1_000_000 => part_in_unit(strings::SIZE_PART_IN_KILOBYTES, part, whole, 1_000),
        _ => part_in_unit(strings::SIZE_PART_IN_MEGABYTES, part, whole, 1_000_000),
    }
}

/// Formats the total size of files and its limit: `1.3 of 4.5 MB`, or `26 kB of 4.5 MB` for small files. The
/// displayed total is above the displayed limit exactly if the total is above the limit.
#[must_use]
pub fn format_total(size: u64, limit: u64) -> String {
    let step = step(limit);
    if (1..step).contains(&size) {
        return fill(
            strings::SIZE_PART,
            &[
                ("part", &format_size(size)),
                ("whole", &format_limit(limit)),
            ],
        );
    }
    let rounded = match size > limit {
        true => size.div_ceil(step) * step,
        false => nearest(size, step).min(limit),
    };
    format_part(rounded, limit)
}

/// Formats a size and the limit it exceeds in the largest unit in which the two differ: `4.6 MB`
/// and `4.5 MB`.
#[must_use]
pub fn format_size_and_limit(size: u64, limit: u64) -> (String, String) {
    let both = (format_size(size), format_limit(limit));
    if both.0 != both.1 {
        return both;
    }
    match (nearest(size, 1_000) / 1_000, limit / 1_000) {
        (size, limit) if size != limit => (in_kilobytes(size), in_kilobytes(limit)),
        _ => (in_bytes(size), in_bytes(limit)),
    }
}

/// Formats a file of a list, with its size: `nginx.log, 412 kB`.
#[must_use]
pub fn name_and_size(name: &str, size: u64) -> String {
    fill(
        strings::LIST_PAIR,
        &[("item", &name), ("next", &format_size(size))],
    )
}

/// Returns the difference between two displayed sizes, in bytes.
const fn step(size: u64) -> u64 {
    match size {
        0..1_000 => 1,
        1_000..100_000 => 100,
        100_000..1_000_000 => 1_000,
        1_000_000..100_000_000 => 100_000,
        100_000_000..1_000_000_000 => 1_000_000,
        _ => 100_000_000,
    }
}

const fn nearest(size: u64, step: u64) -> u64 {
    size.saturating_add(step / 2) / step * step
}

fn part_in_unit(template: &str, part: u64, whole: u64, unit: u64) -> String {
    let count = |size: u64| match step(whole) < unit {
        true => decimal(size / (unit / 10)),
        false => (size / unit).to_string(),
    };
    fill(
        template,
        &[("part", &count(part)), ("whole", &count(whole))],
    )
}

fn in_largest_unit(size: u64) -> String {
    match size {
        0..1_000 => in_bytes(size),
        1_000..1_000_000 => count_in_unit(strings::SIZE_KILOBYTES, size, 1_000),
        1_000_000..1_000_000_000 => count_in_unit(strings::SIZE_MEGABYTES, size, 1_000_000),
        _ => count_in_unit(strings::SIZE_GIGABYTES, size, 1_000_000_000),
    }
}

fn count_in_unit(template: &str, size: u64, unit: u64) -> String {
    let count = match size % unit {
        0 => (size / unit).to_string(),
        _ => decimal(size / (unit / 10)),
    };
    fill_count(template, &count)
}

fn in_bytes(count: u64) -> String {
    let grouped = group(count);
    fill_count(
        plural(strings::SIZE_BYTES_ONE, strings::SIZE_BYTES_OTHER, count),
        &grouped,
    )
}

fn in_kilobytes(count: u64) -> String {
    fill_count(strings::SIZE_KILOBYTES, &group(count))
}

fn group(count: u64) -> String {
    grouped(usize::try_from(count).unwrap_or(usize::MAX))
}
