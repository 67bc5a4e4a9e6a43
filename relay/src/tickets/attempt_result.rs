//! Result of an attempt to open a ticket.

use super::submission_response::success_response;
use crate::api_error::{ApiError, NoResponse};
use crate::state::{ClaimOutcome, PreviousAttempt, StoredResponse};
use crate::unix_time;
use open_ticket::ticket::OpenedTicket;
use std::time::Duration;

/// Response, and the outcome stored with the key.
pub struct AttemptResult {
    /// Response to the client.
    pub response: Result<StoredResponse, ApiError>,
    /// Outcome of the claim. `None` if the claim was lost.
    pub outcome: Option<ClaimOutcome>,
}

impl AttemptResult {
    /// Returns the result of an attempt that opened a ticket.
    pub fn opened(opened: &OpenedTicket) -> Self {
        let response = success_response(opened);
        Self {
            response: Ok(response.clone()),
            outcome: Some(ClaimOutcome::Completed(response)),
        }
    }

    /// Returns the result of an attempt that opened no ticket. WHMCS's own refusals are returned to every
    /// retry. After any other error, the key may be used again.
    pub fn not_opened(error: ApiError) -> Self {
        let outcome = match &error {
            ApiError::RefusedByWhmcs(_) => ClaimOutcome::Completed(StoredResponse {
                status: error.status().as_u16(),
                body: error.body(),
                ticket_id: None,
            }),
            _ => ClaimOutcome::NotOpened,
        };
        Self {
            response: Err(error),
            outcome: Some(outcome),
        }
    }

    /// Returns the result of a refused request that opened no ticket. The key may be used again.
    pub fn refused(error: ApiError, previous: PreviousAttempt) -> Self {
        let outcome = match previous {
            PreviousAttempt::None => ClaimOutcome::Released,
            PreviousAttempt::NotOpened | PreviousAttempt::Unknown { .. } => ClaimOutcome::NotOpened,
            PreviousAttempt::Opened { .. } => ClaimOutcome::Unknown { pending_until: 0 },
        };
        Self {
            response: Err(error),
            outcome: Some(outcome),
        }
    }

    /// Returns the result of a lost claim: another request continues, or the store is unavailable.
    pub const fn lost(error: ApiError) -> Self {
        Self {
            response: Err(error),
            outcome: None,
        }
    }

    /// Returns the result of an attempt that may have opened a ticket, or may open one until
    /// `pending_until`.
    pub fn unknown(reason: NoResponse, pending_until: i64) -> Self {
        let result = Self {
            response: Err(ApiError::unknown(reason)),
            outcome: Some(ClaimOutcome::Unknown { pending_until }),
        };
        result.retry_not_before(pending_until)
    }

    /// Delays the retry of an unknown outcome to this time, in milliseconds since 1970. A time in the
    /// past changes nothing.
    pub fn retry_not_before(self, time: i64) -> Self {
        let wait = u64::try_from(time.saturating_sub(unix_time::millis())).unwrap_or_default();
        self.retry_after(Some(Duration::from_millis(wait)))
    }

    /// Delays the retry of an unknown outcome by this time.
    pub fn retry_after(mut self, wait: Option<Duration>) -> Self {
        let wait = wait.filter(|wait| !wait.is_zero());
        if let Err(ApiError::OutcomeUnknown { retry_after, .. }) = &mut self.response {
            *retry_after = (*retry_after).max(wait);
        }
        self
    }
}
