//! Creation dates, compared with PHP's `DateTimeImmutable`.

use open_ticket::ticket::CreationDate;
use proptest::prelude::*;
use serde_json::json;

use super::for_all;

fn date_and_time() -> impl Strategy<Value = String> {
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
        |((year, month, day), (hour, minute, second), (separator, zone))| {
            format!(
                "{year:04}-{month:02}-{day:02}{separator}{hour:02}:{minute:02}:{second:02}{zone}"
            )
        },
    )
}

#[test]
fn a_creation_date_has_the_same_timestamp_as_in_php() {
    let parsed = std::cell::Cell::new(0_u32);
    for_all(date_and_time(), |php, text| {
        if let Ok(created) = CreationDate::parse(&text) {
            parsed.set(parsed.get() + 1);
            let timestamp = php.call(&json!({ "operation": "unix_seconds", "date": text }));
            prop_assert_eq!(timestamp.as_i64(), Some(created.unix_seconds()), "{}", text);
        }
        Ok(())
    });
    assert!(parsed.get() > 100, "{} dates", parsed.get());
}
