//! The outcome of a submission, looked up by its idempotency key.

use super::OpenedTicket;

/// The outcome of a submission, as the relay reports it to a client that has the idempotency key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SubmissionOutcome {
    /// The ticket was opened.
    Opened(OpenedTicket),
    /// No ticket was opened.
    NotOpened,
    /// The outcome is unknown, or not known yet.
    Unknown,
}
