//! The database file: permissions, lock and settings.

use super::file_check::check_file;
use super::schema::{SCHEMA_VERSION, prepare_schema};
use crate::state::error::StateError;
use crate::state::store_location::StoreLocation;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, Error, ErrorCode, OpenFlags};
use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

/// Time to wait for an earlier process to release the lock.
const LOCK_TIMEOUT: Duration = Duration::from_secs(1);
/// Capacity of the statement cache, enough for all statements.
const STATEMENT_CACHE_CAPACITY: usize = 40;
/// Value of SQLite's `auto_vacuum` with which free pages are returned to the file system on request.
const INCREMENTAL: i64 = 2;
/// Maximum size of the write-ahead log after a checkpoint, in bytes.
const MAX_LOG_BYTES: i64 = 1 << 20;

/// Opens the file and locks it until the connection or the process ends.
pub fn open(file: &Path) -> Result<Connection, StateError> {
    let location = StoreLocation::SqliteFile(file.to_owned());
    let unusable = |cause: String| StateError::Unusable {
        location: location.clone(),
        cause,
    };
    check_file(file)?;
    create_private(file).map_err(|error| unusable(error.to_string()))?;
    match connect(file) {
        Ok((connection, 0..=SCHEMA_VERSION)) => Ok(connection),
        Ok(_) => Err(StateError::NewerVersion { location }),
        Err(Error::QueryReturnedNoRows) => Err(unusable(
            "it is a database of another program, and was not changed".to_owned(),
        )),
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

/// Creates the file, readable by its owner only: it contains access codes. SQLite creates its other
/// files with the same mode.
fn create_private(file: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

/// Restricts an existing file to its owner.
#[cfg(unix)]
fn make_private(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn make_private(_file: &Path) -> io::Result<()> {
    Ok(())
}

/// Opens a connection with an exclusive lock and durable commits. Returns the connection and the
/// schema version of the file, or [`Error::QueryReturnedNoRows`] for another program's database.
fn connect(file: &Path) -> rusqlite::Result<(Connection, i64)> {
    let mut connection = Connection::open_with_flags(
        file,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(LOCK_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE_CAPACITY);
    // Without this, the plan may depend on the values, and SQLite prepares a statement again for each new
    // value (https://www.sqlite.org/queryplanner-ng.html#qpstab).
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    check_owner(&connection)?;
    make_private(file).map_err(|_| Error::InvalidPath(file.to_owned()))?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    // Before the first table: SQLite does not change the mode of an existing file without VACUUM.
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    // Deleted access codes and addresses are overwritten.
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "journal_size_limit", MAX_LOG_BYTES)?;
    let version = prepare_schema(&mut connection)?;
    if version <= SCHEMA_VERSION {
        enable_incremental_vacuum(&connection);
    }
    Ok((connection, version))
}

/// Checks that the file is new, or contains the tables of the state.
fn check_owner(connection: &Connection) -> rusqlite::Result<()> {
    let (tables, own): (i64, i64) = connection.query_row(
        "SELECT count(*), count(*) FILTER (WHERE name = 'idempotency_keys') FROM sqlite_master",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    match tables == 0 || own > 0 {
        true => Ok(()),
        false => Err(Error::QueryReturnedNoRows),
    }
}

/// Converts a file of an earlier version, once, so that it can shrink. Without enough space on the
/// disk, the file is not changed, and the next start tries again.
fn enable_incremental_vacuum(connection: &Connection) {
    let mode = connection.pragma_query_value(None, "auto_vacuum", |row| row.get::<_, i64>(0));
    if mode.is_ok_and(|mode| mode != INCREMENTAL) {
        let _ = connection.execute_batch("PRAGMA auto_vacuum = INCREMENTAL; VACUUM");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::StatementStatus;

    #[test]
    fn a_cached_statement_is_prepared_once_for_all_values() {
        let folder = tempfile::tempdir().unwrap();
        let connection = open(&folder.path().join("state.db")).unwrap();
        for sql in [
            "SELECT key FROM idempotency_keys
                WHERE intent = ?1 AND status IN ('in_progress', 'unknown') AND expires_at > ?2",
            "SELECT key FROM idempotency_keys WHERE ticket_id = ?1 AND key <> ?2",
            "SELECT key FROM idempotency_keys WHERE key = ?1 AND expires_at > ?2",
            "SELECT count FROM rate_limit_slots WHERE name = ?1 AND leaves_window_at > ?2",
            "DELETE FROM used_keys WHERE key IN
                (SELECT key FROM used_keys WHERE expires_at <= ?1 LIMIT ?2)",
        ] {
            let mut statement = connection.prepare_cached(sql).unwrap();
            for value in 0..4 {
                let mut rows = statement.query([value, value + 1]).unwrap();
                assert!(rows.next().unwrap().is_none());
            }
            let count = statement.get_status(StatementStatus::RePrepare);
            assert_eq!(count, 0, "{sql}");
        }
    }

    #[test]
    fn a_claim_and_its_completion_need_no_temporary_table() {
        let folder = tempfile::tempdir().unwrap();
        let connection = open(&folder.path().join("state.db")).unwrap();
        for sql in [
            "INSERT INTO idempotency_keys
                (key, fingerprint, first_claimed_at, status, fence, pending_until, expires_at)
                VALUES (x'00', x'00', 0, 'in_progress', 0, 0, 0)
                ON CONFLICT (key) DO UPDATE SET status = 'in_progress'",
            "UPDATE idempotency_keys SET status = 'unknown' WHERE key = x'00' AND fence = 0",
        ] {
            let mut explained = connection.prepare(&format!("EXPLAIN {sql}")).unwrap();
            let opcodes = explained.query_map([], |row| row.get("opcode")).unwrap();
            let opcodes: Vec<String> = opcodes.map(Result::unwrap).collect();
            assert!(!opcodes.is_empty());
            assert!(
                !opcodes.iter().any(|opcode| opcode == "OpenEphemeral"),
                "{sql}"
            );
        }
    }
}
