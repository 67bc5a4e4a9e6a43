//! Why the sandbox did not do what it was asked.

use super::params::InvalidVariable;
use open_ticket::ticket::Refusal;

/// Why an action came to nothing. Nothing was stored.
#[derive(Debug)]
pub enum Refused {
    /// One of the documented messages of `OpenTicket`.
    Documented(Refusal),
    /// Any other reason, in words for the caller.
    Because(String),
    /// The database failed.
    Database(rusqlite::Error),
    /// The thread that worked on the database is gone.
    Gone,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::Documented(refusal)
    }
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

impl From<tokio::task::JoinError> for Refused {
    fn from(_: tokio::task::JoinError) -> Self {
        Self::Gone
    }
}

impl From<InvalidVariable> for Refused {
    fn from(error: InvalidVariable) -> Self {
        Self::Because(match error {
            InvalidVariable::Array(name) => format!("{name} must be a text, not an array"),
            InvalidVariable::NotUtf8(name) => format!("{name} is not valid UTF-8"),
        })
    }
}

impl Refused {
    /// Tells the log of what went wrong here; what was wrong with a request is nobody else's.
    pub fn log(&self) {
        match self {
            Self::Database(error) => tracing::error!(%error, "the sandbox's database failed"),
            Self::Gone => tracing::error!("a thread of the sandbox is gone"),
            Self::Documented(_) | Self::Because(_) => {}
        }
    }
}
