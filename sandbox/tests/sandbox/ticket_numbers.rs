//! Ticket numbers and access codes.

use crate::support::{Form, TestSandbox};
use std::collections::BTreeSet;

/// All but one of the 17,576 numbers are in use, so random candidates alone would rarely find it.
#[test]
fn the_last_free_number_of_a_large_mask_is_found() {
    let sandbox = TestSandbox::with_mask("%A%a%A");
    assert_eq!(sandbox.call(&Form::ticket())["result"], "success");
    let connection = rusqlite::Connection::open(sandbox.database()).unwrap();
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
    let free = 17_576 - sandbox.row_count();
    assert!((0..=1).contains(&free));
    if free == 1 {
        assert_eq!(sandbox.call(&Form::ticket())["tid"], "MmM");
    }
    assert_eq!(
        sandbox.call(&Form::ticket())["message"],
        "Unable to generate ticket number"
    );
    assert_eq!(sandbox.row_count(), 17_576);
}

#[test]
fn a_number_that_becomes_too_long_is_refused() {
    let sandbox = TestSandbox::with_mask("12345678901234%i");
    for id in 1..=9 {
        assert_eq!(
            sandbox.call(&Form::ticket())["tid"],
            format!("12345678901234{id}")
        );
    }
    assert_eq!(
        sandbox.call(&Form::ticket())["message"],
        "Unable to generate ticket number"
    );
}

#[test]
fn access_codes_do_not_repeat() {
    let sandbox = TestSandbox::start();
    let codes: BTreeSet<_> = (0..200)
        .map(|_| {
            sandbox.call(&Form::ticket())["c"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(codes.len(), 200);
    let letters: BTreeSet<_> = codes.iter().flat_map(|code| code.chars()).collect();
    assert_eq!(letters.len(), 62, "every letter and digit occurs");
}
