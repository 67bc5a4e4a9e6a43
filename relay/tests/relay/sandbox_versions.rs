//! Databases of other versions.

use crate::home::Home;
use crate::support::{API, EXAMPLE, Form};
use rusqlite::Connection;

/// What the first version made, with a ticket in it.
const FIRST: &str = include_str!("../../src/sandbox/schema_1.sql");
const TICKET: &str = "
INSERT INTO department VALUES (2, 'Billing', 1), (9, 'Gone', 1);
INSERT INTO client VALUES (1, 'Ada Lovelace', 'ada@example.com');
INSERT INTO service VALUES (1, 1, 'Cloud Server M', 'Active');
INSERT INTO ticket VALUES (1, '123456', 'abcdefgh', 9, 1, NULL, NULL, 'Ada Lovelace',
    'ada@example.com', 'Old', 'From before', 'plain', 'Low', 1, NULL, 1700000000, 1700000000,
    0, 0, 'inherited');
INSERT INTO attachment VALUES (1, 0, 'a.txt', x'61');
PRAGMA user_version = 1;
";

#[test]
fn a_database_of_the_first_version_is_brought_up_to_date() {
    let home = Home::new(EXAMPLE);
    let old = Connection::open(home.database()).unwrap();
    old.execute_batch(FIRST).unwrap();
    old.execute_batch(TICKET).unwrap();
    drop(old);

    // The second start finds what the first one made.
    for _ in 0..2 {
        let running = home.start();
        let ask = |pairs: &[(&str, &str)]| running.post(API, &Form::of(pairs).with_credentials());
        let ticket = ask(&[("action", "GetTicket"), ("ticketnum", "123456")]);
        assert_eq!(ticket["subject"], "Old");
        assert_eq!(ticket["date"], "2023-11-14 22:13:20");
        assert_eq!(ticket["preventClientClosure"], "0");
        assert_eq!(ticket["replies"]["reply"][0]["attachment"], "a.txt");
        let products = ask(&[("action", "GetClientsProducts"), ("clientid", "1")]);
        assert_eq!(products["products"]["product"][0]["username"], "account1");
        let form = Form::ticket().with("clientid", "1").with("deptid", "2");
        let opened = running.post(API, &form.with_credentials());
        assert_eq!(running.read(&opened)["preventClientClosure"], "1");
    }
}

#[test]
fn a_database_of_a_later_version_is_left_alone() {
    let home = Home::new(EXAMPLE);
    let later = Connection::open(home.database()).unwrap();
    later.pragma_update(None, "user_version", 3).unwrap();
    let complaint = home.complaint(&["--sandbox", "--port", "0"]);
    assert!(complaint.contains("a later version"), "{complaint}");
    let tables = "SELECT count(*) FROM sqlite_schema";
    let count: i64 = later.query_row(tables, [], |row| row.get(0)).unwrap();
    assert_eq!(count, 0);
}
