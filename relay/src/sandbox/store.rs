//! The database: what was answered is on disk.

use super::seed;
use open_ticket::rules::Department;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What makes each version of the schema out of the one before. The version is kept in SQLite's
/// `user_version`; a new database has 0.
const STEPS: [&str; 2] = [include_str!("schema_1.sql"), include_str!("schema_2.sql")];
const VERSION: u32 = STEPS.len() as u32;

/// The sandbox's database. A clone is the same one.
#[derive(Clone)]
pub struct Store(Arc<Mutex<Connection>>);

/// The database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite says why.
    #[error("the database {}: {reason}", file.display())]
    Unusable {
        /// Which file.
        file: PathBuf,
        /// Why.
        reason: rusqlite::Error,
    },
    /// A later version of the sandbox made it.
    #[error(
        "the database {} was made by a later version of the relay; name another one by --database",
        file.display()
    )]
    Later {
        /// Which file.
        file: PathBuf,
    },
}

impl Store {
    /// Opens the database, makes it if it is not there, and takes in the departments of the
    /// configuration.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open(file: &Path, departments: &[Department]) -> Result<Self, StoreError> {
        let unusable = |reason| StoreError::Unusable {
            file: file.to_owned(),
            reason,
        };
        let mut connection = connect(file).map_err(unusable)?;
        let version = prepare(&mut connection, departments).map_err(unusable)?;
        if version > VERSION {
            return Err(StoreError::Later {
                file: file.to_owned(),
            });
        }
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Does `work` on the database, away from the threads that answer requests. It goes on to its
    /// end even if nobody waits for it any more.
    ///
    /// # Errors
    /// What `work` says, or that the thread is gone.
    pub async fn run<T, E>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<tokio::task::JoinError> + Send + 'static,
    {
        let connection = Arc::clone(&self.0);
        tokio::task::spawn_blocking(move || {
            // A thread that panicked left its transaction, and that rolls back when it is dropped.
            work(&mut connection.lock().unwrap_or_else(PoisonError::into_inner))
        })
        .await?
    }
}

/// A connection for which a commit is on disk before it returns.
fn connect(file: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(
        file,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
    )?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    Ok(connection)
}

/// Brings the schema up to date and takes in the departments; answers the version found.
fn prepare(connection: &mut Connection, departments: &[Department]) -> rusqlite::Result<u32> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version > VERSION {
        return Ok(version);
    }
    for (step, done) in STEPS.into_iter().zip(1_u32..) {
        if done <= version {
            continue;
        }
        transaction.execute_batch(step)?;
        if done == 1 {
            seed::clients(&transaction)?;
        }
        transaction.pragma_update(None, "user_version", done)?;
    }
    seed::departments(&transaction, departments)?;
    transaction.commit()?;
    Ok(version)
}
