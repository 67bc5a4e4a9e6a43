//! Inspection of the sandbox's database, over a second connection.

use rusqlite::Connection;
use std::path::Path;

/// Returns the number of rows in all tables that store parts of tickets.
#[must_use]
pub fn stored_rows(database: &Path) -> i64 {
    let connection = Connection::open(database).unwrap();
    let sql = "SELECT (SELECT count(*) FROM ticket) + (SELECT count(*) FROM attachment)
                    + (SELECT count(*) FROM answer)";
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}
