//! Idempotent submission: the key is claimed before the ticket is sent, and every retry returns the
//! same response.

use super::apply_rate_limits::state_unavailable;
use super::earlier_ticket::Attempt;
use super::key_receipt::KeyReceipt;
use super::match_tickets::EarlierTicket;
use super::submission_response::success_response;
use crate::api_error::{ApiError, NoResponse};
use crate::app_state::AppState;
use crate::state::{
    Claim, ClaimOutcome, ClaimRequest, Completion, Fingerprint, IdempotencyKey, PreviousAttempt,
    RateLimit, StoredResponse, random_idempotency_key,
};
use crate::unix_time;
use crate::whmcs::{MAX_TIMEOUT_SECONDS, NotConfirmed, TicketQuery};
use open_ticket::ticket::OpenedTicket;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Duration of a lease in addition to the timeouts of a submission.
const LEASE_MARGIN: Duration = Duration::from_secs(60);

/// Encoded ticket, ready to be sent.
#[derive(Debug)]
pub struct Submission {
    /// Idempotency key. Without one, a retry opens another ticket.
    pub key: Option<IdempotencyKey>,
    /// Receipt of the key.
    pub receipt: Option<Arc<KeyReceipt>>,
    /// Fingerprint of the body.
    pub fingerprint: Fingerprint,
    /// Hash that is the same for all submissions whose tickets cannot be distinguished.
    pub intent: Fingerprint,
    /// Body of the request to WHMCS, without credentials.
    pub body: String,
    /// Query that finds the ticket if its response is lost.
    pub query: TicketQuery,
    /// Rate limits that count the ticket.
    pub rate_limits: Vec<RateLimit>,
    /// Time that is left for looking up an earlier ticket.
    pub lookup_timeout: Duration,
}

/// Result of an attempt: the response, and what is stored with the key.
struct AttemptResult {
    response: Result<StoredResponse, ApiError>,
    outcome: ClaimOutcome,
}

impl AppState {
    /// Opens the ticket of a submission, at most once per key.
    ///
    /// # Errors
    /// [`ApiError`].
    pub(super) async fn submit_once(
        &self,
        submission: Submission,
    ) -> Result<StoredResponse, ApiError> {
        let _in_progress = self.metrics.ticket_in_progress();
        let now = unix_time::millis();
        let Some(key) = submission.key else {
            // The search for a lost ticket needs a key, even one that the client does not know.
            let key = random_idempotency_key().ok_or(ApiError::Unavailable)?;
            let attempt = self.attempt(submission, key, now, PreviousAttempt::None);
            return attempt.await.response;
        };
        // If the relay ends during the request, PHP may still be running.
        let timeouts = self.whmcs_timeouts;
        let lease = timeouts.submission() + timeouts.max_run_time() + LEASE_MARGIN;
        let receipt = submission.receipt.as_ref();
        let request = ClaimRequest::new(key, submission.fingerprint, now, to_millis(lease))
            .map_err(state_unavailable)?
            .with_intent(submission.intent)
            .with_receipt(receipt.map(|receipt| receipt.receipt()));
        let claim = self.store.claim(request).await.map_err(state_unavailable)?;
        if let Some(receipt) = receipt {
            receipt.set_returned();
        }
        match claim {
            Claim::InProgress => Err(ApiError::InProgress),
            Claim::FingerprintMismatch => Err(ApiError::KeyReused),
            Claim::Completed(response) => Ok(response),
            Claim::ReceiptExpired => {
                tracing::error!("a request took too long, and was not sent");
                Err(ApiError::Unavailable)
            }
            Claim::Acquired {
                first_claimed_at,
                previous,
                fence,
            } => {
                let attempt = self.attempt(submission, key, first_claimed_at, previous);
                let AttemptResult { response, outcome } = attempt.await;
                let completion = Completion {
                    key,
                    fence,
                    outcome,
                    now: unix_time::millis(),
                };
                if let Err(error) = self.store.complete(completion).await {
                    // The lease will expire, and the next attempt will look the ticket up.
                    tracing::error!(%error, "cannot store the outcome of a submission");
                }
                response
            }
        }
    }

    /// Sends the ticket, unless an earlier attempt opened it.
    async fn attempt(
        &self,
        submission: Submission,
        key: IdempotencyKey,
        first_claimed_at: i64,
        previous: PreviousAttempt,
    ) -> AttemptResult {
        let mut lookup_timeout = submission.lookup_timeout;
        let search = Attempt {
            key,
            intent: submission.intent,
            query: &submission.query,
            first_claimed_at,
            pending_until: 0,
            deadline: Instant::now() + lookup_timeout,
        };
        match previous {
            // The rate limits counted the first attempt.
            PreviousAttempt::NotOpened => {}
            PreviousAttempt::None => {
                if let Err(error) = self.count_ticket(&submission.rate_limits).await {
                    return AttemptResult::not_opened(error);
                }
            }
            PreviousAttempt::Unknown { pending_until } => {
                let pending_until = pending_until.min(latest_pending_time());
                let started = Instant::now();
                let search = Attempt {
                    pending_until,
                    ..search
                };
                match self.find_earlier_ticket(search).await {
                    EarlierTicket::Opened(opened) => return AttemptResult::opened(&opened),
                    EarlierTicket::Unknown {
                        reason,
                        pending_until: of_any,
                    } => {
                        let of_any = of_any.min(latest_pending_time());
                        return AttemptResult::unknown(reason, pending_until)
                            .retry_not_before(of_any);
                    }
                    EarlierTicket::NotOpened => {}
                }
                lookup_timeout = lookup_timeout.saturating_sub(started.elapsed());
            }
        }
        let sent_at = std::time::Instant::now();
        let sent = self.whmcs.open_ticket(submission.body).await;
        self.metrics.record_whmcs_response_time(sent_at.elapsed());
        let now = unix_time::millis();
        match sent {
            Ok(opened) => {
                self.metrics.count_opened_ticket();
                AttemptResult::opened(&opened)
            }
            Err(NotConfirmed::NotOpened(error)) => AttemptResult::not_opened(error),
            Err(NotConfirmed::Unknown {
                reason,
                may_be_running,
            }) => {
                let pending_until = match may_be_running {
                    true => self.latest_completion(),
                    false => now,
                };
                AttemptResult::unknown(reason, pending_until)
            }
            Err(NotConfirmed::Unproven(error)) => {
                let search = Attempt {
                    deadline: Instant::now() + lookup_timeout,
                    ..search
                };
                match self.find_earlier_ticket(search).await {
                    EarlierTicket::Opened(opened) => AttemptResult::opened(&opened),
                    EarlierTicket::NotOpened => AttemptResult {
                        response: Err(error),
                        outcome: ClaimOutcome::NotOpened,
                    },
                    EarlierTicket::Unknown {
                        reason,
                        pending_until: of_any,
                    } => {
                        let of_any = of_any.min(latest_pending_time());
                        AttemptResult::unknown(reason, now).retry_not_before(of_any)
                    }
                }
            }
        }
    }
}

impl AppState {
    /// Returns the latest time at which WHMCS ends an action that was started before now, in
    /// milliseconds since 1970.
    fn latest_completion(&self) -> i64 {
        unix_time::millis().saturating_add(to_millis(self.whmcs_timeouts.max_run_time()))
    }
}

/// Returns the latest time until which an action may be running, in milliseconds since 1970. The
/// timeout may have been longer before a reload, or be longer in another relay. Later only if the
/// clock was wrong.
fn latest_pending_time() -> i64 {
    unix_time::millis().saturating_add(to_millis(Duration::from_secs(MAX_TIMEOUT_SECONDS)))
}

impl AttemptResult {
    fn opened(opened: &OpenedTicket) -> Self {
        let response = success_response(opened);
        Self {
            response: Ok(response.clone()),
            outcome: ClaimOutcome::Completed(response),
        }
    }

    /// No ticket was opened. WHMCS's own refusals are returned to every retry; after any other error
    /// the key may be used again.
    fn not_opened(error: ApiError) -> Self {
        let outcome = match &error {
            ApiError::RefusedByWhmcs(_) => ClaimOutcome::Completed(StoredResponse {
                status: error.status().as_u16(),
                body: error.body(),
                ticket_id: None,
            }),
            ApiError::RateLimited(_) => ClaimOutcome::Released,
            _ => ClaimOutcome::NotOpened,
        };
        Self {
            response: Err(error),
            outcome,
        }
    }

    /// A ticket may have been opened, or be opened until `pending_until`.
    fn unknown(reason: NoResponse, pending_until: i64) -> Self {
        let result = Self {
            response: Err(ApiError::unknown(reason)),
            outcome: ClaimOutcome::Unknown { pending_until },
        };
        result.retry_not_before(pending_until)
    }

    /// Delays the retry of an unknown outcome to this time, in milliseconds since 1970. A time in the
    /// past changes nothing.
    fn retry_not_before(mut self, time: i64) -> Self {
        let wait = u64::try_from(time.saturating_sub(unix_time::millis())).unwrap_or_default();
        let wait = Some(Duration::from_millis(wait)).filter(|wait| !wait.is_zero());
        if let Err(ApiError::OutcomeUnknown { retry_after, .. }) = &mut self.response {
            *retry_after = (*retry_after).max(wait);
        }
        self
    }
}

fn to_millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
