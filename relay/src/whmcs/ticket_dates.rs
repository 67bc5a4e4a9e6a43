//! Dates of tickets: local times without an offset, in the time zone of WHMCS's PHP.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// Largest distance of a time zone west of UTC, in seconds (UTC−12).
const WESTERNMOST: i64 = 12 * 60 * 60;

/// Returns the latest time at which a ticket with this date may have been opened, in seconds since
/// 1970. `None` if the date is missing or cannot be parsed.
///
/// A local time in the hour that daylight saving time repeats represents two times, and a local time in
/// the hour that it skips represents none. The search would overlook a ticket whose time is resolved too
/// early.
pub(super) fn latest_time(date: Option<&str>, time_zone: &TimeZone) -> Option<i64> {
    let date = end_of(date?.trim())?;
    if time_zone.is_unknown() {
        let utc = TimeZone::UTC.to_timestamp(date).ok()?;
        return Some(utc.as_second().saturating_add(WESTERNMOST));
    }
    let candidates = time_zone.to_ambiguous_timestamp(date);
    let (earlier, later) = (candidates.earlier().ok(), candidates.later().ok());
    earlier.max(later).map(|time| time.as_second())
}

/// Returns the last second that a date includes: it may have no time, or no seconds.
fn end_of(text: &str) -> Option<DateTime> {
    if !text.contains(':') {
        return Some(text.parse::<Date>().ok()?.at(23, 59, 59, 0));
    }
    if let Ok(date) = DateTime::strptime("%Y-%m-%d %H:%M:%S", text) {
        return Some(date);
    }
    let date = text.parse::<DateTime>().ok()?;
    let has_seconds = text.matches(':').count() > 1;
    if has_seconds {
        Some(date)
    } else {
        date.with().second(59).build().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    /// The ten years whose transitions are checked.
    const YEARS: [&str; 2] = ["2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"];

    fn local_date(time: Timestamp, time_zone: &TimeZone) -> String {
        let local = time_zone.to_datetime(time);
        local.strftime("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// Every five minutes around every transition of every time zone: a ticket is never dated before the
    /// time at which it was opened.
    #[test]
    fn no_ticket_seems_older_than_it_is_around_any_clock_change_of_any_zone() {
        let [start, end] = YEARS.map(|text| text.parse::<Timestamp>().unwrap());
        let (mut zones, mut repeated) = (0, 0);
        for name in jiff::tz::db().available() {
            let time_zone = TimeZone::get(name.as_str()).unwrap();
            zones += 1;
            let transitions = time_zone.following(start);
            for transition in transitions.take_while(|transition| transition.timestamp() < end) {
                for minutes in (-150..=150).step_by(5) {
                    let second = transition.timestamp().as_second() + minutes * 60;
                    let time = Timestamp::from_second(second).unwrap();
                    let date = local_date(time, &time_zone);
                    let latest = latest_time(Some(&date), &time_zone).unwrap();
                    assert!(latest >= second, "{} at {time}", name.as_str());
                    assert!(
                        latest <= second + 3 * 60 * 60,
                        "{} at {time}",
                        name.as_str()
                    );
                    repeated += usize::from(latest > second);
                }
            }
        }
        assert!(zones > 400, "{zones} zones");
        assert!(repeated > 10_000, "{repeated} repeated times");
    }

    #[test]
    fn a_date_in_an_unknown_time_zone_is_not_before_the_same_time_in_any_zone() {
        let time = "2026-11-28T12:00:00Z".parse::<Timestamp>().unwrap();
        for name in jiff::tz::db().available() {
            let time_zone = TimeZone::get(name.as_str()).unwrap();
            let date = local_date(time, &time_zone);
            let latest = latest_time(Some(&date), &TimeZone::unknown()).unwrap();
            assert!(latest >= time.as_second(), "{}", name.as_str());
        }
    }

    #[test]
    fn a_skipped_local_time_counts_as_the_later_one() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let later = "2026-03-29T01:30:00Z".parse::<Timestamp>().unwrap();
        let latest = latest_time(Some("2026-03-29 02:30:00"), &berlin);
        assert_eq!(latest, Some(later.as_second()));
    }

    #[test]
    fn a_date_without_a_time_counts_as_its_end() {
        for (date, end) in [
            ("2026-10-25", "2026-10-25T23:59:59Z"),
            ("2026-10-25 01:30", "2026-10-25T01:30:59Z"),
            ("2026-10-25T01:30:05", "2026-10-25T01:30:05Z"),
        ] {
            let end = end.parse::<Timestamp>().unwrap().as_second();
            assert_eq!(latest_time(Some(date), &TimeZone::UTC), Some(end), "{date}");
        }
    }

    #[test]
    fn other_strings_are_not_dates() {
        for date in [None, Some(""), Some("0000-00-00 00:00:00"), Some("today")] {
            assert_eq!(latest_time(date, &TimeZone::UTC), None, "{date:?}");
        }
    }
}
