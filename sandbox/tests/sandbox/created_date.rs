//! The parameter `created` and the date of a ticket.

use crate::support::{Form, TestSandbox};
use std::time::{SystemTime, UNIX_EPOCH};

/// Returns the time `offset` seconds from now as `YYYY-MM-DD HH:mm:ss` in UTC. SQLite formats the
/// time, independently of the code under test.
fn utc_time(offset: i64) -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    let sql = "SELECT datetime(?, 'unixepoch')";
    connection
        .query_row(sql, [now.cast_signed() + offset], |row| row.get(0))
        .unwrap()
}

/// Opens a ticket and returns its date, or the error message if the ticket was refused.
fn date(sandbox: &TestSandbox, created: &str) -> String {
    let opened = sandbox.call(&Form::ticket().with("created", created));
    if opened["result"] != "success" {
        return opened["message"].as_str().unwrap().to_owned();
    }
    let ticket = sandbox.get_ticket(&opened);
    assert_eq!(ticket["date"], ticket["replies"]["reply"][0]["date"]);
    ticket["date"].as_str().unwrap().to_owned()
}

#[test]
fn both_date_formats_are_parsed_to_the_second() {
    let sandbox = TestSandbox::start();
    for (created, shown) in [
        ("2024-02-29 23:59:59", "2024-02-29 23:59:59"),
        ("2024-02-29T23:59:59", "2024-02-29 23:59:59"),
        ("2024-02-29T23:59:59Z", "2024-02-29 23:59:59"),
        ("2024-02-29T23:59:59.999Z", "2024-02-29 23:59:59"),
        ("2024-03-01T01:29:59+01:30", "2024-02-29 23:59:59"),
        ("2024-02-29T18:59:59-0500", "2024-02-29 23:59:59"),
        ("2024-03-01T00:59:59+01", "2024-02-29 23:59:59"),
        ("  2024-02-29 23:59:59 ", "2024-02-29 23:59:59"),
        ("1969-12-31 23:59:59", "1969-12-31 23:59:59"),
    ] {
        assert_eq!(date(&sandbox, created), shown, "{created}");
    }
}

#[test]
fn other_formats_and_impossible_dates_are_refused() {
    let sandbox = TestSandbox::start();
    for created in [
        "2024-02-30 00:00:00",
        "2023-02-29 00:00:00",
        "2024-01-01 24:00:00",
        "2024-01-01 23:59:60",
        "2024-01-01",
        "2024-01-01 12:00",
        "2024-01-01 12:00:00Z",
        "2024-01-01T12:00:00 Z",
        "2024-01-01T12:00:00.Z",
        "01/02/2024 12:00:00",
        "1704067200",
        "now",
        "٢٠٢٤-01-01 12:00:00",
    ] {
        assert_eq!(date(&sandbox, created), "Invalid Date Format", "{created}");
    }
    assert_eq!(sandbox.row_count(), 0);
}

#[test]
fn past_dates_are_accepted_and_future_ones_are_not() {
    let sandbox = TestSandbox::start();
    let past = utc_time(-1);
    assert_eq!(date(&sandbox, &past), past);
    let error = "Ticket creation date cannot be in the future";
    let soon = utc_time(3_600);
    assert_eq!(date(&sandbox, &soon), error);
    assert_eq!(date(&sandbox, &soon.replace(' ', "T")), error);
    // The current local time in UTC+2 is in the past, and in UTC-2 in the future.
    let local = utc_time(0).replace(' ', "T");
    assert_ne!(date(&sandbox, &format!("{local}+02:00")), error);
    assert_eq!(date(&sandbox, &format!("{local}-02:00")), error);
}

#[test]
fn the_default_date_is_the_current_time() {
    let sandbox = TestSandbox::start();
    let before = utc_time(0);
    let shown = date(&sandbox, "");
    let after = utc_time(0);
    assert!(
        before <= shown && shown <= after,
        "{before} {shown} {after}"
    );
}
