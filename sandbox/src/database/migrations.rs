//! Schema migrations. SQLite's `user_version` stores the schema version; a new database has 0.

use rusqlite::{Connection, Result};

/// The statements of each migration, from version 0 to the latest.
const MIGRATIONS: [&str; 3] = [
    include_str!("migrations/1_initial.sql"),
    include_str!("migrations/2_service_accounts_and_closure.sql"),
    include_str!("migrations/3_department_members.sql"),
];

/// The schema version that the sandbox uses.
pub const LATEST_VERSION: u32 = MIGRATIONS.len() as u32;

/// Two clients, each with their own users, contacts, services and domains.
const SAMPLE_CLIENTS: &str = include_str!("sample_clients.sql");

/// Returns the schema version of a database.
pub fn version(connection: &Connection) -> Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Migrates a database from `version` to [`LATEST_VERSION`]. A new database gets
/// the sample clients.
pub fn migrate(connection: &Connection, version: u32) -> Result<()> {
    for (sql, next_version) in MIGRATIONS.into_iter().zip(1_u32..) {
        if next_version <= version {
            continue;
        }
        connection.execute_batch(sql)?;
        // Inserted at version 1, so that later migrations also update the sample rows.
        if next_version == 1 {
            connection.execute_batch(SAMPLE_CLIENTS)?;
        }
        connection.pragma_update(None, "user_version", next_version)?;
    }
    Ok(())
}
