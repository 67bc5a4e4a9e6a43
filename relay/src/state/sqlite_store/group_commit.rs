//! Group commit: one thread runs all jobs and commits the waiting ones in one transaction, with
//! one write to disk.

use super::database_file::error_cause;
use crate::state::error::StateError;
use crate::state::store_location::StoreLocation;
use rusqlite::{Connection, Error, Result};
use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use tokio::sync::{mpsc, oneshot};

/// Capacity of the queue, and maximum number of jobs in one transaction.
const QUEUE_CAPACITY: usize = 1024;

/// Runs inside the transaction, and returns a callback that reports the result after the commit.
type Job = Box<dyn FnOnce(&Connection) -> Report + Send>;
type Report = Box<dyn FnOnce(&Connection, CommitResult)>;
/// Result of a commit. All jobs of a failed transaction receive the same error.
type CommitResult = std::result::Result<(), StateError>;

/// Thread that owns the connection. Dropping it runs the queued jobs and closes the file.
pub struct WriterThread {
    location: Arc<StoreLocation>,
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl WriterThread {
    /// Starts the thread.
    ///
    /// # Errors
    /// If the operating system cannot create a thread.
    pub fn start(connection: Connection, location: StoreLocation) -> io::Result<Self> {
        let location = Arc::new(location);
        let (queue, jobs) = mpsc::channel(QUEUE_CAPACITY);
        let thread_location = Arc::clone(&location);
        let thread = thread::Builder::new()
            .name("state".to_owned())
            .spawn(move || run_jobs(&connection, jobs, &thread_location))?;
        Ok(Self {
            location,
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    pub fn location(&self) -> &StoreLocation {
        &self.location
    }

    /// Runs `work` atomically, and returns its result once it is on disk. The work runs to its end
    /// even if the caller is cancelled.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, StateError> {
        self.run_then(work, |_| {}).await
    }

    /// Runs `work` as [`run`](Self::run) does, then `after_commit` outside of a transaction.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    pub async fn run_then<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
        after_commit: impl FnOnce(&Connection) + Send + 'static,
    ) -> std::result::Result<T, StateError> {
        let work = |connection: &Connection| in_savepoint(connection, work);
        self.enqueue(work, after_commit).await
    }

    /// Runs `work` as [`run`](Self::run) does, but without a savepoint, which costs two more statements and
    /// copies of the changed pages. The work changes the database with one statement, which is atomic, or
    /// with several of which the earlier ones may stay if a later one fails.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    pub async fn run_without_savepoint<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, StateError> {
        let work = |connection: &Connection| in_transaction(connection, work);
        self.enqueue(work, |_| {}).await
    }

    async fn enqueue<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
        after_commit: impl FnOnce(&Connection) + Send + 'static,
    ) -> std::result::Result<T, StateError> {
        let thread_ended = || failed(&self.location, "the writer thread has ended".to_owned());
        let (sender, receiver) = oneshot::channel();
        let location = Arc::clone(&self.location);
        let job: Job = Box::new(move |connection| {
            let result = work(connection).map_err(|error| failed(&location, error_cause(&error)));
            Box::new(move |connection, committed| {
                if committed.is_ok() {
                    after_commit(connection);
                }
                // The caller may have been cancelled.
                let _ = sender.send(result.and_then(|value| committed.map(|()| value)));
            })
        });
        let queue = self.queue.as_ref().ok_or_else(thread_ended)?;
        queue.send(job).await.map_err(|_| thread_ended())?;
        receiver.await.map_err(|_| thread_ended())?
    }
}

impl Drop for WriterThread {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            // Fails only if the thread panicked. A drop cannot report an error.
            let _ = thread.join();
        }
    }
}

fn run_jobs(connection: &Connection, mut jobs: mpsc::Receiver<Job>, location: &StoreLocation) {
    let mut batch = Vec::with_capacity(QUEUE_CAPACITY);
    while jobs.blocking_recv_many(&mut batch, QUEUE_CAPACITY) > 0 {
        run_batch(connection, batch.drain(..), location);
    }
}

/// Runs the jobs in one transaction, then reports their results.
fn run_batch(connection: &Connection, jobs: impl Iterator<Item = Job>, location: &StoreLocation) {
    let begin = execute(connection, "BEGIN IMMEDIATE");
    let reports: Vec<Report> = jobs.map(|job| job(connection)).collect();
    let commit = begin.and_then(|()| match connection.is_autocommit() {
        true => Err(transaction_aborted()),
        false => execute(connection, "COMMIT"),
    });
    if commit.is_err() && !connection.is_autocommit() {
        // If this fails too, the next `BEGIN` fails and reports it.
        let _ = execute(connection, "ROLLBACK");
    }
    let result = commit.map_err(|error| failed(location, error_cause(&error)));
    for report in reports {
        report(connection, result.clone());
    }
}

/// Runs `work` in the transaction of the batch.
fn in_transaction<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T>,
) -> Result<T> {
    // Some errors, for example a full disk, end the whole transaction.
    match connection.is_autocommit() {
        true => Err(transaction_aborted()),
        false => work(connection),
    }
}

/// Runs `work` in a savepoint, so that a failure undoes its changes and no others.
fn in_savepoint<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T>,
) -> Result<T> {
    in_transaction(connection, |connection| {
        execute(connection, "SAVEPOINT job")?;
        let result = work(connection);
        if result.is_err() && !connection.is_autocommit() {
            execute(connection, "ROLLBACK TO job")?;
        }
        if !connection.is_autocommit() {
            execute(connection, "RELEASE job")?;
        }
        result
    })
}

fn execute(connection: &Connection, sql: &str) -> Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(drop)
}

/// Error for jobs whose transaction was ended by the failure of another job.
fn transaction_aborted() -> Error {
    Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_ABORT), None)
}

fn failed(location: &StoreLocation, cause: String) -> StateError {
    StateError::Failed {
        location: location.clone(),
        cause,
    }
}
