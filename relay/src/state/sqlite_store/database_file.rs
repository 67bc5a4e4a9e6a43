//! The database file: permissions, lock, schema, and cleanup after an earlier process.

use crate::state::error::StateError;
use crate::state::store_location::StoreLocation;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

/// Version of the schema, stored in SQLite's `user_version`.
const SCHEMA_VERSION: i64 = 1;
/// Time to wait for an earlier process to release the lock.
const LOCK_TIMEOUT: Duration = Duration::from_secs(1);
/// Capacity of the statement cache, enough for all statements.
const STATEMENT_CACHE_CAPACITY: usize = 32;

/// Opens the file and locks it until the connection or the process ends.
pub fn open(file: &Path) -> Result<Connection, StateError> {
    let location = StoreLocation::SqliteFile(file.to_owned());
    let unusable = |cause: String| StateError::Unusable {
        location: location.clone(),
        cause,
    };
    create_private(file).map_err(|error| unusable(error.to_string()))?;
    match connect(file) {
        Ok((connection, 0..=SCHEMA_VERSION)) => Ok(connection),
        Ok(_) => Err(StateError::NewerVersion { location }),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
            Err(StateError::InUse { location })
        }
        Err(error) => Err(unusable(error_cause(&error))),
    }
}

/// Describes a SQLite error without any stored value.
pub fn error_cause(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => failure.to_string(),
        _ => "its content cannot be read".to_owned(),
    }
}

/// Creates the file and restricts it to its owner: it contains access codes. SQLite creates
/// its other files with the same mode.
fn create_private(file: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        let file = options.mode(0o600).open(file)?;
        file.set_permissions(fs::Permissions::from_mode(0o600))
    }
    #[cfg(not(unix))]
    options.open(file).map(drop)
}

/// Opens a connection with an exclusive lock and durable commits. Returns the connection and the
/// schema version of the file.
fn connect(file: &Path) -> rusqlite::Result<(Connection, i64)> {
    let mut connection = Connection::open_with_flags(
        file,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(LOCK_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE_CAPACITY);
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    let version = prepare_schema(&mut connection)?;
    Ok((connection, version))
}

/// Creates the schema if there is none, and marks keys that an earlier process left in progress as
/// unknown. Returns the schema version found.
fn prepare_schema(connection: &mut Connection) -> rusqlite::Result<i64> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version > SCHEMA_VERSION {
        return Ok(version);
    }
    if version == 0 {
        transaction.execute_batch(include_str!("schema.sql"))?;
        transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    }
    add_intent_column(&transaction)?;
    transaction.execute(
        "UPDATE idempotency_keys SET status = 'unknown' WHERE status = 'in_progress'",
        [],
    )?;
    transaction.commit()?;
    Ok(version)
}

/// Adds the column `intent` to a file of an earlier version. That version can still use the file,
/// since it names its columns.
fn add_intent_column(connection: &Connection) -> rusqlite::Result<()> {
    let has_column: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM pragma_table_info('idempotency_keys') WHERE name = 'intent')",
        [],
        |row| row.get(0),
    )?;
    if !has_column {
        connection.execute_batch("ALTER TABLE idempotency_keys ADD COLUMN intent BLOB")?;
    }
    connection.execute_batch(
        "CREATE INDEX IF NOT EXISTS idempotency_keys_intent ON idempotency_keys (intent)
            WHERE status IN ('in_progress', 'unknown')",
    )
}
