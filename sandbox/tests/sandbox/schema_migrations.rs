//! Databases of earlier and later schema versions.

use crate::support::{DatabaseFolder, Form};
use rusqlite::Connection;

/// The schema of version 1.
const VERSION_1: &str = include_str!("../../src/database/migrations/1_initial.sql");

/// A ticket in a database of version 1.
const VERSION_1_TICKET: &str = "
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
fn a_database_of_the_first_version_is_migrated() {
    let folder = DatabaseFolder::new();
    let old = Connection::open(folder.database()).unwrap();
    old.execute_batch(VERSION_1).unwrap();
    old.execute_batch(VERSION_1_TICKET).unwrap();
    drop(old);

    // The second start uses the database that the first one migrated.
    for _ in 0..2 {
        let sandbox = folder.start();
        let call = |pairs: &[(&str, &str)]| sandbox.call(&Form::of(pairs));
        let ticket = call(&[("action", "GetTicket"), ("ticketnum", "123456")]);
        assert_eq!(ticket["subject"], "Old");
        assert_eq!(ticket["date"], "2023-11-14 22:13:20");
        assert_eq!(ticket["preventClientClosure"], "0");
        assert_eq!(ticket["replies"]["reply"][0]["attachment"], "a.txt");
        let products = call(&[("action", "GetClientsProducts"), ("clientid", "1")]);
        assert_eq!(products["products"]["product"][0]["username"], "account1");
        let form = Form::ticket().with("clientid", "1").with("deptid", "2");
        let opened = sandbox.call(&form);
        let id = opened["id"].as_str().unwrap();
        let ticket = call(&[("action", "GetTicket"), ("ticketid", id)]);
        assert_eq!(ticket["preventClientClosure"], "1");
        // The API user is a member of the old departments except 2, as in a new database.
        let tickets = call(&[("action", "GetTickets"), ("clientid", "1")]);
        assert_eq!(tickets["totalresults"], "1");
    }
}

#[test]
fn a_database_of_a_later_version_is_not_changed() {
    let folder = DatabaseFolder::new();
    let later = Connection::open(folder.database()).unwrap();
    later.pragma_update(None, "user_version", 4).unwrap();
    let error = folder.start_error(&["--listen", "127.0.0.1:0"]);
    assert!(error.contains("a later version"), "{error}");
    let tables = "SELECT count(*) FROM sqlite_schema";
    let count: i64 = later.query_row(tables, [], |row| row.get(0)).unwrap();
    assert_eq!(count, 0);
}
