//! Sizes as people read them.

use super::english;
use super::template::{counted, fill};
use std::fmt::Display;

/// A size in the unit that suits it, in steps of a thousand: `512 bytes`, `412 kB`, `4.7 MB`.
pub fn readable(size: u64) -> String {
    match size {
        1 => english::SIZE_BYTES_ONE.into(),
        0..1_000 => bytes(size),
        1_000..1_000_000 => kilobytes(size / 1_000),
        _ => counted(english::SIZE_MEGABYTES, &megabytes(size)),
    }
}

/// How much of a whole, both in its unit: `1.2 of 4.7 MB`.
pub fn readable_of(part: u64, whole: u64) -> String {
    let of = |template, part: &dyn Display, whole: &dyn Display| {
        fill(template, &[("part", part), ("whole", whole)])
    };
    match whole {
        0..1_000 => of(english::SIZE_OF_BYTES, &part, &whole),
        1_000..1_000_000 => of(
            english::SIZE_OF_KILOBYTES,
            &(part / 1_000),
            &(whole / 1_000),
        ),
        _ => of(
            english::SIZE_OF_MEGABYTES,
            &megabytes(part),
            &megabytes(whole),
        ),
    }
}

/// A size and the limit that it is over, in a unit in which they differ: `4.6 MB` and `4.5 MB`.
pub fn compared(size: u64, limit: u64) -> (String, String) {
    let both = (readable(size), readable(limit));
    if both.0 != both.1 {
        return both;
    }
    match (size / 1_000, limit / 1_000) {
        (size, limit) if size != limit => (kilobytes(size), kilobytes(limit)),
        _ => (bytes(size), bytes(limit)),
    }
}

fn bytes(count: u64) -> String {
    counted(english::SIZE_BYTES_OTHER, &count)
}

fn kilobytes(count: u64) -> String {
    counted(english::SIZE_KILOBYTES, &count)
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}
