//! When a message shows as sent: the second that PHP counts.

use open_ticket::ticket::Created;
use proptest::prelude::*;
use serde_json::json;

use super::for_all;

fn moment() -> impl Strategy<Value = String> {
    let date = (1..=9_999_u32, 1..=13_u32, 1..=31_u32);
    let time = (0..=24_u32, 0..=60_u32, 0..=60_u32);
    let zones = [
        "",
        "Z",
        "+01:00",
        "-0530",
        "+14",
        "-00:00",
        ".5Z",
        ".123456+02:00",
    ]
    .to_vec();
    let zone = proptest::sample::select(zones).prop_map(|zone| ('T', zone));
    (date, time, prop_oneof![Just((' ', "")), zone]).prop_map(
        |((year, month, day), (hour, minute, second), (mark, zone))| {
            format!("{year:04}-{month:02}-{day:02}{mark}{hour:02}:{minute:02}:{second:02}{zone}")
        },
    )
}

#[test]
fn a_moment_is_the_second_that_php_counts() {
    let read = std::cell::Cell::new(0_u32);
    for_all(moment(), |php, text| {
        if let Ok(created) = Created::parse(&text) {
            read.set(read.get() + 1);
            let seconds = php.ask(&json!({ "ask": "seconds", "moment": text }));
            prop_assert_eq!(seconds.as_i64(), Some(created.unix_seconds()), "{}", text);
        }
        Ok(())
    });
    assert!(read.get() > 100, "{} moments", read.get());
}
