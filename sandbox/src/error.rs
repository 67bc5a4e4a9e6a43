//! Errors of actions and pages.

use crate::php::InvalidVariable;
use open_ticket::ticket::Refusal;

/// Failure of an action or a page. Nothing was stored.
#[derive(Debug)]
pub enum Error {
    /// `OpenTicket` was refused, for one of the documented reasons.
    Refused(Refusal),
    /// Any other error of the client, with the message of the response.
    Message(String),
    /// SQLite reported an error.
    Database(rusqlite::Error),
    /// The blocking task was cancelled or panicked.
    Task(tokio::task::JoinError),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

impl From<tokio::task::JoinError> for Error {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Task(error)
    }
}

impl From<InvalidVariable> for Error {
    fn from(error: InvalidVariable) -> Self {
        Self::Message(error.to_string())
    }
}

impl Error {
    /// Logs failures of the database. Errors of the client are not logged.
    pub fn log(&self) {
        match self {
            Self::Database(error) => tracing::error!(%error, "the sandbox's database failed"),
            Self::Task(error) => tracing::error!(%error, "the sandbox's database task failed"),
            Self::Refused(_) | Self::Message(_) => {}
        }
    }
}
