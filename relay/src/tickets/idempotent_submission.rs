//! Idempotent submission: the key is claimed before the ticket is sent, and every retry returns the
//! same response.

use super::apply_rate_limits::state_unavailable;
use super::submission_response::success_response;
use crate::api_error::{ApiError, NoResponse};
use crate::app_state::AppState;
use crate::state::{
    Claim, ClaimOutcome, ClaimRequest, Completion, Fingerprint, IdempotencyKey, PreviousAttempt,
    RateLimit, StoredResponse,
};
use crate::unix_time;
use crate::whmcs::{Lookup, TicketQuery};
use open_ticket::ticket::OpenedTicket;
use std::time::{Duration, Instant};

/// Duration of a lease in addition to WHMCS's timeouts, for looking up an earlier ticket.
const LEASE_MARGIN: Duration = Duration::from_secs(60);

/// Encoded ticket, ready to be sent.
#[derive(Debug)]
pub struct Submission {
    /// Idempotency key. Without one, a retry opens another ticket.
    pub key: Option<IdempotencyKey>,
    /// Fingerprint of the body.
    pub fingerprint: Fingerprint,
    /// Body of the request to WHMCS, without credentials.
    pub body: String,
    /// Query that finds the ticket if its response is lost.
    pub query: TicketQuery,
    /// Rate limits that count the ticket.
    pub rate_limits: Vec<RateLimit>,
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
        let Some(key) = submission.key else {
            self.count_ticket(&submission.rate_limits).await?;
            return self.send_ticket(submission.body).await;
        };
        let lease = self.whmcs_timeouts.connect + self.whmcs_timeouts.response + LEASE_MARGIN;
        let now = unix_time::millis();
        let request = ClaimRequest::new(key, submission.fingerprint, now, to_millis(lease))
            .map_err(state_unavailable)?;
        match self.store.claim(request).await.map_err(state_unavailable)? {
            Claim::InProgress => Err(ApiError::InProgress),
            Claim::FingerprintMismatch => Err(ApiError::KeyReused),
            Claim::Completed(response) => Ok(response),
            Claim::Acquired {
                first_claimed_at,
                previous,
                fence,
            } => {
                let result = self
                    .send_unless_opened(submission, key, first_claimed_at, previous)
                    .await;
                let completion = Completion {
                    key,
                    fence,
                    outcome: self.claim_outcome(&result, previous),
                    now: unix_time::millis(),
                };
                if let Err(error) = self.store.complete(completion).await {
                    // The lease will expire, and the next attempt will look the ticket up.
                    tracing::error!(%error, "cannot store the outcome of a submission");
                }
                result
            }
        }
    }

    /// Sends the ticket, unless an earlier attempt opened it.
    async fn send_unless_opened(
        &self,
        submission: Submission,
        key: IdempotencyKey,
        first_claimed_at: i64,
        previous: PreviousAttempt,
    ) -> Result<StoredResponse, ApiError> {
        match previous {
            // The rate limits counted the first attempt.
            PreviousAttempt::NotOpened => {}
            PreviousAttempt::None => self.count_ticket(&submission.rate_limits).await?,
            PreviousAttempt::Unknown { pending_until } => {
                let opened_earlier = self
                    .look_up_ticket(&submission.query, key, first_claimed_at, pending_until)
                    .await?;
                if let Some(opened) = opened_earlier {
                    return Ok(success_response(&opened));
                }
            }
        }
        self.send_ticket(submission.body).await
    }

    /// Looks for the ticket of an earlier attempt. After a timeout WHMCS may still be opening the
    /// ticket, so a missing ticket counts as not opened only after `pending_until`.
    async fn look_up_ticket(
        &self,
        query: &TicketQuery,
        key: IdempotencyKey,
        first_claimed_at: i64,
        pending_until: i64,
    ) -> Result<Option<OpenedTicket>, ApiError> {
        let is_of_other_key = |id| async move {
            let of_other_keys = self.store.tickets_of_other_keys(&[id], key).await;
            of_other_keys.is_ok_and(|ids| !ids.is_empty())
        };
        let sent_at = first_claimed_at / 1_000;
        let lookup = self.whmcs.look_up_ticket(query, sent_at, is_of_other_key);
        match lookup.await {
            Lookup::Found(opened) => Ok(Some(opened)),
            Lookup::NotFound if unix_time::millis() >= pending_until => Ok(None),
            Lookup::NotFound => Err(ApiError::OutcomeUnknown(NoResponse::TimedOut)),
            Lookup::Failed => Err(ApiError::OutcomeUnknown(NoResponse::Unreadable)),
        }
    }

    async fn send_ticket(&self, body: String) -> Result<StoredResponse, ApiError> {
        let started = Instant::now();
        let result = self.whmcs.open_ticket(body).await;
        self.metrics.record_whmcs_response_time(started.elapsed());
        let opened = result?;
        self.metrics.count_opened_ticket();
        Ok(success_response(&opened))
    }

    /// Returns the outcome to store: definite responses are returned to every retry, a submission
    /// that opened no ticket may be retried, and an unknown outcome remains unknown.
    fn claim_outcome(
        &self,
        result: &Result<StoredResponse, ApiError>,
        previous: PreviousAttempt,
    ) -> ClaimOutcome {
        let earlier_pending_until = match previous {
            PreviousAttempt::Unknown { pending_until } => pending_until,
            _ => 0,
        };
        match result {
            Ok(response) => ClaimOutcome::Completed(response.clone()),
            Err(error @ ApiError::RefusedByWhmcs(_)) => ClaimOutcome::Completed(StoredResponse {
                status: error.status().as_u16(),
                body: error.body(),
                ticket_id: None,
            }),
            Err(ApiError::OutcomeUnknown(_)) if earlier_pending_until > 0 => {
                ClaimOutcome::Unknown {
                    pending_until: earlier_pending_until,
                }
            }
            Err(ApiError::OutcomeUnknown(NoResponse::TimedOut)) => ClaimOutcome::Unknown {
                pending_until: unix_time::millis() + to_millis(self.whmcs_timeouts.response),
            },
            Err(ApiError::OutcomeUnknown(NoResponse::Unreadable)) => ClaimOutcome::Unknown {
                pending_until: unix_time::millis(),
            },
            Err(ApiError::RateLimited(_)) => ClaimOutcome::Released,
            Err(_) => ClaimOutcome::NotOpened,
        }
    }
}

fn to_millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
