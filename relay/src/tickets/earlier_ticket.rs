//! The result of a search for the ticket of an earlier attempt.

use crate::api_error::NoResponse;
use open_ticket::ticket::OpenedTicket;

/// Result of a search for a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EarlierTicket {
    /// The ticket was opened.
    Opened(OpenedTicket),
    /// No ticket was opened.
    NotOpened,
    /// A ticket may have been opened.
    Unknown {
        /// Reason why the search is not conclusive.
        reason: NoResponse,
        /// Time until which WHMCS may open one of the missing tickets, in milliseconds since 1970. 0 if
        /// waiting does not help.
        pending_until: i64,
    },
}

impl EarlierTicket {
    /// Returns an unknown outcome that does not depend on the time.
    pub const fn unknown(reason: NoResponse) -> Self {
        Self::Unknown {
            reason,
            pending_until: 0,
        }
    }
}
