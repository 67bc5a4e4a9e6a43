//! One thread that does everything: what waits is committed together, with one write to the disk.

use super::file;
use crate::state::error::StateError;
use crate::state::place::Place;
use rusqlite::{Connection, Error, Result};
use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use tokio::sync::{mpsc, oneshot};

/// How many may wait, and how many of them are committed together.
const WAITING: usize = 1024;

/// Does its work, and returns how to tell of it once that is known to be on disk.
type Job = Box<dyn FnOnce(&Connection) -> Telling + Send>;
type Telling = Box<dyn FnOnce(Committed)>;
/// The error is shared by all whose work was lost with it.
type Committed = std::result::Result<(), StateError>;

/// The thread that has the connection. When this is dropped, the thread ends its work and closes
/// the file.
pub struct Writer {
    place: Arc<Place>,
    queue: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// # Errors
    /// If the system has no further thread.
    pub fn start(connection: Connection, place: Place) -> io::Result<Self> {
        let place = Arc::new(place);
        let (queue, jobs) = mpsc::channel(WAITING);
        let its = Arc::clone(&place);
        let thread = thread::Builder::new()
            .name("state".to_owned())
            .spawn(move || work(&connection, jobs, &its))?;
        Ok(Self {
            place,
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Does `work`, whole or not at all, and answers when it is on disk. It goes on to its end even
    /// if nobody waits for it any more.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, StateError> {
        let gone = || failed(&self.place, "its thread has ended".to_owned());
        let (tell, told) = oneshot::channel();
        let place = Arc::clone(&self.place);
        let job: Job = Box::new(move |connection| {
            let done = alone(connection, work).map_err(|error| failed(&place, file::cause(&error)));
            Box::new(move |committed| {
                // Who asked may be gone.
                let _ = tell.send(done.and_then(|value| committed.map(|()| value)));
            })
        });
        let queue = self.queue.as_ref().ok_or_else(gone)?;
        queue.send(job).await.map_err(|_| gone())?;
        told.await.map_err(|_| gone())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            // Only a panic of the thread is an error here, and there is nobody to tell.
            let _ = thread.join();
        }
    }
}

fn work(connection: &Connection, mut jobs: mpsc::Receiver<Job>, place: &Place) {
    let mut batch = Vec::with_capacity(WAITING);
    while jobs.blocking_recv_many(&mut batch, WAITING) > 0 {
        commit(connection, batch.drain(..), place);
    }
}

/// Does the jobs in one transaction, and then tells of them.
fn commit(connection: &Connection, jobs: impl Iterator<Item = Job>, place: &Place) {
    let begun = execute(connection, "BEGIN IMMEDIATE");
    let tellings: Vec<Telling> = jobs.map(|job| job(connection)).collect();
    let ended = begun.and_then(|()| match connection.is_autocommit() {
        true => Err(lost()),
        false => execute(connection, "COMMIT"),
    });
    if ended.is_err() && !connection.is_autocommit() {
        // If this fails too, the next `BEGIN` does, and says so.
        let _ = execute(connection, "ROLLBACK");
    }
    let committed = ended.map_err(|error| failed(place, file::cause(&error)));
    for tell in tellings {
        tell(committed.clone());
    }
}

/// Does `work` so that what fails leaves nothing, and its neighbours stay.
fn alone<T>(connection: &Connection, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    // A full disk, for one, ends the whole transaction.
    if connection.is_autocommit() {
        return Err(lost());
    }
    execute(connection, "SAVEPOINT job")?;
    let done = work(connection);
    if done.is_err() && !connection.is_autocommit() {
        execute(connection, "ROLLBACK TO job")?;
    }
    if !connection.is_autocommit() {
        execute(connection, "RELEASE job")?;
    }
    done
}

fn execute(connection: &Connection, sql: &str) -> Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(drop)
}

/// The transaction was ended by a failure of one of its jobs.
fn lost() -> Error {
    Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_ABORT), None)
}

fn failed(place: &Place, cause: String) -> StateError {
    StateError::Failed {
        place: place.clone(),
        cause,
    }
}
