//! Sizes of files, as the form and the relay display them.

use open_ticket::locale::{
    format_limit, format_part, format_size, format_size_and_limit, format_total, name_and_size,
};

/// Sizes in bytes, with their text as the size of a file and as a limit.
const SIZES: [(u64, &str, &str); 21] = [
    (0, "0 bytes", "0 bytes"),
    (1, "1 byte", "1 byte"),
    (999, "999 bytes", "999 bytes"),
    (1_000, "1 kB", "1 kB"),
    (1_049, "1 kB", "1 kB"),
    (1_050, "1.1 kB", "1 kB"),
    (1_800, "1.8 kB", "1.8 kB"),
    (9_999, "10 kB", "9.9 kB"),
    (12_345, "12.3 kB", "12.3 kB"),
    (99_950, "100 kB", "99.9 kB"),
    (412_600, "413 kB", "412 kB"),
    (999_499, "999 kB", "999 kB"),
    (999_999, "1 MB", "999 kB"),
    (3_999_999, "4 MB", "3.9 MB"),
    (4_000_000, "4 MB", "4 MB"),
    (4_760_000, "4.8 MB", "4.7 MB"),
    (8_388_608, "8.4 MB", "8.3 MB"),
    (20_000_000, "20 MB", "20 MB"),
    (134_217_728, "134 MB", "134 MB"),
    (999_999_999, "1 GB", "999 MB"),
    (4_230_000_000, "4.2 GB", "4.2 GB"),
];

#[test]
fn a_size_is_rounded_to_the_nearest_tenth_and_a_limit_is_rounded_down() {
    for (size, as_size, as_limit) in SIZES {
        assert_eq!(format_size(size), as_size, "size of {size} bytes");
        assert_eq!(format_limit(size), as_limit, "limit of {size} bytes");
    }
    assert!(format_size(u64::MAX).ends_with(" GB"));
}

#[test]
fn a_part_has_the_unit_of_the_total() {
    for (part, whole, text) in [
        (1, 10, "1 of 10 bytes"),
        (300, 4_700, "0.3 of 4.7 kB"),
        (1_800, 240_000, "1 of 240 kB"),
        (1_260_000, 4_700_000, "1.2 of 4.7 MB"),
        // An upload that is not complete is not displayed as complete.
        (2_999_999, 3_000_000, "2.9 of 3.0 MB"),
        (12_000_000, 128_000_000, "12 of 128 MB"),
    ] {
        assert_eq!(format_part(part, whole), text);
    }
}

#[test]
fn the_total_of_files_is_above_the_displayed_limit_only_if_it_is_too_large() {
    for (size, limit, text) in [
        (0, 4_500_000, "0.0 of 4.5 MB"),
        (1, 4_500_000, "1 byte of 4.5 MB"),
        (1_800, 4_500_000, "1.8 kB of 4.5 MB"),
        (99_999, 4_500_000, "100 kB of 4.5 MB"),
        (100_000, 4_500_000, "0.1 of 4.5 MB"),
        (1_260_000, 4_500_000, "1.3 of 4.5 MB"),
        (4_500_000, 4_500_000, "4.5 of 4.5 MB"),
        (4_500_001, 4_500_000, "4.6 of 4.5 MB"),
        (4_580_000, 4_587_520, "4.5 of 4.5 MB"),
        (4_587_521, 4_587_520, "4.6 of 4.5 MB"),
        (184_000, 128_000_000, "184 kB of 128 MB"),
    ] {
        assert_eq!(format_total(size, limit), text);
    }
}

#[test]
fn a_size_and_the_limit_it_exceeds_are_displayed_differently() {
    for (size, limit, texts) in [
        (4_600_000, 4_500_000, ("4.6 MB", "4.5 MB")),
        (4_001_000, 4_000_000, ("4,001 kB", "4,000 kB")),
        (4_000_600, 4_000_000, ("4,001 kB", "4,000 kB")),
        (4_000_001, 4_000_000, ("4,000,001 bytes", "4,000,000 bytes")),
        (12_340, 12_310, ("12,340 bytes", "12,310 bytes")),
        (8_388_609, 8_388_608, ("8.4 MB", "8.3 MB")),
    ] {
        let expected = (texts.0.to_owned(), texts.1.to_owned());
        assert_eq!(format_size_and_limit(size, limit), expected);
    }
    let boundaries = SIZES
        .iter()
        .flat_map(|(size, ..)| [*size, size + 49, size + 500]);
    for limit in boundaries {
        let (size, limit) = format_size_and_limit(limit + 1, limit);
        assert_ne!(size, limit);
    }
}

#[test]
fn a_file_of_a_list_has_its_size() {
    assert_eq!(name_and_size("nginx.log", 1_800), "nginx.log, 1.8 kB");
}
