//! The intent to open one ticket, which has one idempotency key.
//!
//! The relay opens at most one ticket per key. The form therefore replaces a key only after a
//! definite response; while the outcome is unknown, another submission of the same draft reuses the
//! key.

use super::retry::RetryState;
use super::{Draft, Effect};

/// State of one intent, from its first submission until its outcome is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Intent {
    /// Draft of a submission that may have opened a ticket.
    pub unconfirmed: Option<Box<Draft>>,
    /// Automatic retry of its submissions.
    pub retry: RetryState,
}

impl Intent {
    /// Starts another intent, with its own key.
    pub(super) fn renew_key(&mut self) -> Effect {
        self.unconfirmed = None;
        Effect::RenewKey
    }
}
