//! The SQLite database. Committed transactions are on disk.

mod access_code;
mod attachments;
mod departments;
mod domains;
mod emails;
mod first_refusal;
mod insert_ticket;
mod list_query;
mod migrations;
mod received_ticket;
mod requester;
mod services;
mod tickets;

pub use attachments::{StoredFile, file};
pub use departments::{StoredDepartment, open_departments};
pub use domains::{StoredDomain, domains};
pub use emails::{Email, emails};
pub use first_refusal::References;
pub use insert_ticket::insert_ticket;
pub use list_query::{Assignments, Filter, ListPage, PageRange};
pub use received_ticket::{ReceivedText, ReceivedTicket};
pub use services::{StoredService, services};
pub use tickets::{
    CustomFieldAnswer, ListedTicket, StoredTicket, TicketKey, TicketSummary, ticket, tickets,
};

use open_ticket::rules::Department;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The sandbox's database. Clones share the connection.
#[derive(Clone)]
pub struct Database(Arc<Mutex<Connection>>);

/// Error of opening the database.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// SQLite reported an error.
    #[error("the database {}: {reason}", file.display())]
    Unusable {
        /// Path of the database.
        file: PathBuf,
        /// SQLite's error.
        reason: rusqlite::Error,
    },
    /// A later version of the sandbox created or migrated the database.
    #[error(
        "the database {} is from a later version of the sandbox; pass another file with --database",
        file.display()
    )]
    LaterVersion {
        /// Path of the database.
        file: PathBuf,
    },
}

impl Database {
    /// Opens the database, creating and migrating it as needed. `departments` replaces the
    /// departments that accept tickets.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(file: &Path, departments: Option<&[Department]>) -> Result<Self, OpenError> {
        let unusable = |reason| OpenError::Unusable {
            file: file.to_owned(),
            reason,
        };
        let mut connection = connect(file).map_err(unusable)?;
        if !prepare(&mut connection, departments).map_err(unusable)? {
            return Err(OpenError::LaterVersion {
                file: file.to_owned(),
            });
        }
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Runs `work` with the connection, on a thread for blocking tasks. `work` completes even if the
    /// returned future is dropped.
    ///
    /// # Errors
    /// The error of `work`, or a [`JoinError`](tokio::task::JoinError) if it panicked.
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
            // A poisoned lock is usable: a panic drops the transaction, which rolls it back.
            work(&mut connection.lock().unwrap_or_else(PoisonError::into_inner))
        })
        .await?
    }
}

/// Opens a connection with durable commits: a commit returns when it is on disk.
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

/// Migrates the schema and stores the departments. Returns `false`, without any change, if the
/// database is from a later version.
fn prepare(
    connection: &mut Connection,
    departments: Option<&[Department]>,
) -> rusqlite::Result<bool> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = migrations::version(&transaction)?;
    if version > migrations::LATEST_VERSION {
        return Ok(false);
    }
    migrations::migrate(&transaction, version)?;
    match departments {
        Some(departments) => departments::replace(&transaction, departments)?,
        None if version == 0 => departments::insert_samples(&transaction)?,
        None => {}
    }
    transaction.commit()?;
    Ok(true)
}
