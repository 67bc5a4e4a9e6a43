//! Sizes as people read them.

/// A size in the unit that suits it, in steps of a thousand: `512 bytes`, `412 kB`, `4.7 MB`.
pub fn readable(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", megabytes(bytes)),
    }
}

/// How much of a whole, both in its unit: `1.2 of 4.7 MB`.
pub fn readable_of(part: u64, whole: u64) -> String {
    match whole {
        0..1_000 => format!("{part} of {whole} bytes"),
        1_000..1_000_000 => format!("{} of {} kB", part / 1_000, whole / 1_000),
        _ => format!("{} of {} MB", megabytes(part), megabytes(whole)),
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}
