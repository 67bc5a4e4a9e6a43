//! Sizes as people read them.

/// A size in the unit that suits it, in steps of a thousand: `512 bytes`, `412 kB`, `4.7 MB`.
pub fn readable(bytes: u64) -> String {
    match bytes {
        1 => "1 byte".into(),
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

/// A size and the limit that it is over, in a unit in which they differ: `4.6 MB` and `4.5 MB`.
pub fn compared(size: u64, limit: u64) -> (String, String) {
    let both = (readable(size), readable(limit));
    if both.0 != both.1 {
        return both;
    }
    match (size / 1_000, limit / 1_000) {
        (size, limit) if size != limit => (format!("{size} kB"), format!("{limit} kB")),
        _ => (format!("{size} bytes"), format!("{limit} bytes")),
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}
