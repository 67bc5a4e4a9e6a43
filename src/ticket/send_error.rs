//! Errors of a submission.

use super::{FileName, Refusal};

/// The reason why a submission failed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SendError {
    /// WHMCS or the relay refused the request. No ticket was opened.
    Refused(Refusal),
    /// The request did not reach the relay. No ticket was opened.
    NotSent,
    /// The code that uploads files could not be loaded. Nothing was sent.
    NotLoaded,
    /// The relay could not forward the request. No ticket was opened.
    Unavailable {
        /// Delay before the next attempt, in seconds, if the server states it.
        retry_after: Option<u64>,
    },
    /// The server closed the request because the upload was too slow. No ticket was opened.
    TooSlow,
    /// The upload made no progress, so it was stopped before it was complete. No ticket was opened.
    Stalled,
    /// The browser was offline. Nothing was sent.
    Offline,
    /// The rate limit was exceeded. No ticket was opened.
    RateLimited {
        /// Delay before the next attempt, in seconds, if the server states it.
        retry_after: Option<u64>,
    },
    /// The token that identifies the client has expired. No ticket was opened.
    TokenExpired,
    /// The token that identifies the client is invalid. No ticket was opened.
    TokenInvalid,
    /// A previous attempt with the same idempotency key is still in progress.
    InProgress,
    /// A previous attempt with the same idempotency key had different content and may have opened
    /// a ticket. This attempt did not.
    KeyReused,
    /// There was no conclusive response. A ticket may have been opened.
    NoResponse,
    /// A ticket may have been opened, or may still be opened until a time that the relay states.
    OutcomePending {
        /// Delay after which another attempt is conclusive, in seconds.
        retry_after: u64,
    },
    /// There was no response, and the relay reports that no ticket was opened.
    NotOpened,
    /// The page was closed before there was a response. A ticket may have been opened.
    Interrupted,
    /// The page was closed before there was a response, and the relay reports that no ticket was
    /// opened.
    InterruptedNotOpened,
    /// A firewall in front of the relay rejected the content of the request. No ticket was opened.
    Blocked,
    /// A server in front of the relay rejected the request. No ticket was opened.
    Rejected {
        /// HTTP status code.
        status: u16,
    },
    /// A server in front of the relay reported an error. A ticket may have been opened.
    GatewayFailed {
        /// HTTP status code.
        status: u16,
        /// Delay before the next attempt, in seconds, if the server states it.
        retry_after: Option<u64>,
    },
    /// A server in front of the relay reported an error, and the relay reports that no ticket was
    /// opened.
    GatewayNotOpened {
        /// HTTP status code.
        status: u16,
        /// Delay before the next attempt, in seconds, if the server states it.
        retry_after: Option<u64>,
    },
    /// A file could no longer be read. Nothing was sent.
    FileGone(FileName),
    /// The user cancelled the upload before it was complete.
    Cancelled,
}

impl From<Refusal> for SendError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
