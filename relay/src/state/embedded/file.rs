//! The file: made, locked, and taken over from an earlier process.

use crate::state::error::StateError;
use crate::state::place::Place;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;
use std::time::Duration;

/// Counted up with the schema, kept in SQLite's `user_version`.
const VERSION: i64 = 1;
/// For how long an earlier process may take to close the file.
const PATIENCE: Duration = Duration::from_secs(1);
/// As many statements as there are.
const STATEMENTS: usize = 32;

/// Opens the file and locks it, until the connection or the process ends.
pub fn open(file: &Path) -> Result<Connection, StateError> {
    let place = Place::File(file.to_owned());
    let unusable = |cause: String| StateError::Unusable {
        place: place.clone(),
        cause,
    };
    make_private(file).map_err(|error| unusable(error.to_string()))?;
    match connect(file) {
        Ok((connection, 0..=VERSION)) => Ok(connection),
        Ok(_) => Err(StateError::Later { place }),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
            Err(StateError::InUse { place })
        }
        Err(error) => Err(unusable(cause(&error))),
    }
}

/// Why SQLite failed, in words without any value.
pub fn cause(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => failure.to_string(),
        _ => "what it holds cannot be read".to_owned(),
    }
}

/// Makes sure that nobody else reads the file: it holds access codes. SQLite gives the files
/// beside it the same mode.
fn make_private(file: &Path) -> io::Result<()> {
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

/// A connection that has the file for itself and for which a commit is on disk before it returns,
/// and the version of the file.
fn connect(file: &Path) -> rusqlite::Result<(Connection, i64)> {
    let mut connection = Connection::open_with_flags(
        file,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    let version = prepare(&mut connection)?;
    Ok((connection, version))
}

/// Makes the schema where there is none, and gives up what an earlier process worked on; answers
/// the version found.
fn prepare(connection: &mut Connection) -> rusqlite::Result<i64> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version > VERSION {
        return Ok(version);
    }
    if version == 0 {
        transaction.execute_batch(include_str!("schema.sql"))?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.execute(
        "UPDATE intents SET stands = 'unknown' WHERE stands = 'in_progress'",
        [],
    )?;
    transaction.commit()?;
    Ok(version)
}
