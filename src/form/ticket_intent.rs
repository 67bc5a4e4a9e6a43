//! The intent to open one ticket, which has one idempotency key.
//!
//! The relay opens at most one ticket per key. While the outcome is unknown, another submission of
//! the same draft reuses the key. The key is replaced after a definite response, and for a changed
//! draft that the user sends after a warning about the earlier submission.

use super::retry::RetryState;
use super::{Draft, Effect};

/// State of one intent, from its first submission until its outcome is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TicketIntent {
    /// Draft of a submission that may have opened a ticket.
    pub unconfirmed: Option<Box<Draft>>,
    /// Automatic retry of its submissions.
    pub retry: RetryState,
}

impl TicketIntent {
    /// Starts another intent, with its own key.
    pub(super) fn renew_key(&mut self) -> Effect {
        self.unconfirmed = None;
        Effect::RenewKey
    }
}
