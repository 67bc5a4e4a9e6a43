//! Dates and numbers of tickets.

use crate::support::{EXAMPLE, Form, Relay};
use std::collections::BTreeSet;
use std::time::{SystemTime, UNIX_EPOCH};

/// `YYYY-MM-DD HH:mm:ss` in UTC, this many seconds from now; SQLite's calendar, not ours.
fn moment(offset: i64) -> String {
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

fn date(relay: &Relay, created: &str) -> String {
    let opened = relay.ask(&Form::ticket().with("created", created));
    if opened["result"] != "success" {
        return opened["message"].as_str().unwrap().to_owned();
    }
    let id = opened["id"].as_str().unwrap();
    let ticket = relay.ask(&Form::of(&[("action", "GetTicket"), ("ticketid", id)]));
    assert_eq!(ticket["date"], ticket["replies"]["reply"][0]["date"]);
    ticket["date"].as_str().unwrap().to_owned()
}

#[test]
fn both_forms_of_a_date_are_read_to_the_second() {
    let relay = Relay::sandbox();
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
        assert_eq!(date(&relay, created), shown, "{created}");
    }
}

#[test]
fn what_is_in_neither_form_or_no_moment_is_refused() {
    let relay = Relay::sandbox();
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
        assert_eq!(date(&relay, created), "Invalid Date Format", "{created}");
    }
    assert_eq!(relay.rows(), 0);
}

#[test]
fn the_past_is_taken_and_the_future_is_not() {
    let relay = Relay::sandbox();
    let past = moment(-1);
    assert_eq!(date(&relay, &past), past);
    let future = "Ticket creation date cannot be in the future";
    let soon = moment(3_600);
    assert_eq!(date(&relay, &soon), future);
    assert_eq!(date(&relay, &soon.replace(' ', "T")), future);
    // The same clock time is long past further east, and still to come further west.
    let here = moment(0).replace(' ', "T");
    assert_ne!(date(&relay, &format!("{here}+02:00")), future);
    assert_eq!(date(&relay, &format!("{here}-02:00")), future);
}

#[test]
fn a_ticket_shows_the_moment_it_was_opened_unless_it_gives_another() {
    let relay = Relay::sandbox();
    let before = moment(0);
    let shown = date(&relay, "");
    let after = moment(0);
    assert!(
        before <= shown && shown <= after,
        "{before} {shown} {after}"
    );
}

/// 17,576 numbers, and all but one of them taken: more than would be drawn by chance.
#[test]
fn the_last_free_number_of_a_large_mask_is_found_and_then_there_is_none() {
    let relay = Relay::sandbox_with(&EXAMPLE.replace("%n%n%n%n%n%n", "%A%a%A"));
    assert_eq!(relay.ask(&Form::ticket())["result"], "success");
    let connection = rusqlite::Connection::open(relay.database()).unwrap();
    let fill = "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 17575),
                numbers (number) AS (
                    SELECT char(65 + i / 676) || char(97 + i / 26 % 26) || char(65 + i % 26) FROM n)
                INSERT INTO ticket
                SELECT 1 + row_number() OVER (), numbers.number, access_code, department, client,
                       user, contact, name, email, subject, message, format, priority, service,
                       domain, shown_at, opened_at, as_admin, quiet, closure
                FROM numbers, ticket
                WHERE ticket.id = 1 AND numbers.number NOT IN ('MmM', ticket.number)";
    connection.execute_batch(fill).unwrap();
    let free = 17_576 - relay.rows();
    assert!((0..=1).contains(&free));
    if free == 1 {
        assert_eq!(relay.ask(&Form::ticket())["tid"], "MmM");
    }
    assert_eq!(
        relay.ask(&Form::ticket())["message"],
        "Unable to generate ticket number"
    );
    assert_eq!(relay.rows(), 17_576);
}

#[test]
fn a_number_that_gets_too_long_with_its_id_is_not_made() {
    let relay = Relay::sandbox_with(&EXAMPLE.replace("%n%n%n%n%n%n", "12345678901234%i"));
    for id in 1..=9 {
        assert_eq!(
            relay.ask(&Form::ticket())["tid"],
            format!("12345678901234{id}")
        );
    }
    assert_eq!(
        relay.ask(&Form::ticket())["message"],
        "Unable to generate ticket number"
    );
}

#[test]
fn access_codes_do_not_repeat() {
    let relay = Relay::sandbox();
    let codes: BTreeSet<_> = (0..200)
        .map(|_| relay.ask(&Form::ticket())["c"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(codes.len(), 200);
    let letters: BTreeSet<_> = codes.iter().flat_map(|code| code.chars()).collect();
    assert_eq!(letters.len(), 62, "all letters and digits come up");
}
