//! Idempotent submission: the key is claimed before the ticket is sent, and every retry returns the
//! same response.

use super::attempt_result::AttemptResult;
use super::earlier_ticket::EarlierTicket;
use super::find_earlier_ticket::Attempt;
use super::held_claim::{ClaimedContent, HeldClaim, latest_pending_time, to_millis};
use super::key_receipt::KeyReceipt;
use super::state_error::state_unavailable;
use crate::api_error::{ApiError, NoResponse, UNAVAILABLE_RETRY_AFTER};
use crate::app_state::AppState;
use crate::state::{
    Claim, ClaimOutcome, ClaimPhase, Fingerprint, IdempotencyKey, PreviousAttempt, RateLimit,
    StoredResponse, random_idempotency_key,
};
use crate::unix_time;
use crate::whmcs::{NotConfirmed, ReadFailed, TicketQuery};
use std::mem;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Encoded ticket, ready to be sent.
#[derive(Debug)]
pub struct Submission {
    /// Idempotency key. Without one, a retry opens another ticket.
    pub key: Option<IdempotencyKey>,
    /// Receipt of the key.
    pub receipt: Option<Arc<KeyReceipt>>,
    /// Fingerprint of the values as they were typed.
    pub fingerprint: Fingerprint,
    /// Hash that is the same for all submissions whose tickets cannot be distinguished.
    pub intent: Fingerprint,
    /// Error of a request that is not sent. Only the ticket of an earlier attempt is searched for.
    pub refusal: Option<ApiError>,
    /// Body of the request to WHMCS, without credentials. Empty if the request is refused.
    pub body: String,
    /// Query that finds the ticket if its response is lost.
    pub query: TicketQuery,
    /// Rate limits, which count the first claim of the key.
    pub rate_limits: Vec<RateLimit>,
    /// Time that is left for looking up an earlier ticket.
    pub lookup_timeout: Duration,
}

impl AppState {
    /// Opens the ticket of a submission, at most once per key.
    ///
    /// # Errors
    /// [`ApiError`].
    pub(super) async fn submit_once(
        &self,
        mut submission: Submission,
    ) -> Result<StoredResponse, ApiError> {
        let _in_progress = self.metrics.ticket_in_progress();
        let now = unix_time::millis();
        let key = match submission.key {
            Some(key) => key,
            // Other submissions with the same content must find this one, too.
            None => random_idempotency_key().ok_or(ApiError::Unavailable)?,
        };
        let content = ClaimedContent {
            key,
            fingerprint: submission.fingerprint,
            intent: submission.intent,
        };
        let mut limits = mem::take(&mut submission.rate_limits);
        if submission.refusal.is_some() {
            limits.clear();
        }
        let receipt = submission.receipt.as_ref();
        let received = receipt.map(|receipt| receipt.receipt());
        let claim = self.claim(content, received, limits, now);
        let claim = claim.await.map_err(state_unavailable)?;
        if let Some(receipt) = receipt {
            receipt.set_returned();
        }
        match claim {
            Claim::InProgress => Err(ApiError::InProgress),
            Claim::FingerprintMismatch => Err(ApiError::KeyReused),
            Claim::Completed(response) => Ok(response),
            Claim::RateLimited(wait) => Err(ApiError::RateLimited(wait)),
            Claim::ReceiptExpired => {
                tracing::error!("a request took too long, and was not sent");
                Err(ApiError::Unavailable)
            }
            Claim::Acquired {
                first_claimed_at,
                previous,
                fence,
            } => {
                let mut held = HeldClaim {
                    content,
                    first_claimed_at,
                    fence,
                };
                let result = self.attempt(submission, &mut held, previous).await;
                if let Some(outcome) = result.outcome {
                    self.complete(&held, outcome).await;
                }
                result.response
            }
        }
    }

    /// Sends the ticket, unless an earlier attempt opened it or the request is refused. Searches are on the
    /// heap, so that the future of a submission without one is small.
    async fn attempt(
        &self,
        submission: Submission,
        held: &mut HeldClaim,
        previous: PreviousAttempt,
    ) -> AttemptResult {
        let mut lookup_timeout = submission.lookup_timeout;
        if let PreviousAttempt::Opened { ticket_id } = previous {
            let lookup =
                self.find_opened_ticket(held, &submission.query, ticket_id, lookup_timeout);
            let unknown = AttemptResult::unknown(NoResponse::EarlierRequest, 0);
            return match Box::pin(lookup).await {
                Ok(Some(opened)) => AttemptResult::opened(&opened),
                Ok(None) => unknown,
                Err(ReadFailed) => unknown.retry_after(Some(UNAVAILABLE_RETRY_AFTER)),
            };
        }
        if let PreviousAttempt::Unknown { pending_until } = previous {
            let started = Instant::now();
            let pending_until = pending_until.min(latest_pending_time(unix_time::millis()));
            let search = Attempt {
                claim: held,
                query: &submission.query,
                pending_until,
                deadline: started + lookup_timeout,
            };
            match Box::pin(self.find_earlier_ticket(search)).await {
                EarlierTicket::Opened(opened) => return AttemptResult::opened(&opened),
                EarlierTicket::Unknown {
                    reason,
                    pending_until: of_any,
                } => {
                    let refusal = submission.refusal.as_ref();
                    return AttemptResult::unknown(reason, pending_until)
                        .retry_not_before(of_any)
                        .retry_after(refusal.and_then(ApiError::retry_after));
                }
                EarlierTicket::NotOpened => {}
            }
            lookup_timeout = lookup_timeout.saturating_sub(started.elapsed());
        }
        if let Some(refusal) = submission.refusal {
            return AttemptResult::refused(refusal, previous);
        }
        if matches!(previous, PreviousAttempt::Unknown { .. })
            && let Err(error) = self.change_phase(held, ClaimPhase::Sending).await
        {
            return AttemptResult::lost(error);
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
                let phase = ClaimPhase::Searching { pending_until: now };
                if let Err(error) = self.change_phase(held, phase).await {
                    return AttemptResult::lost(error);
                }
                let search = Attempt {
                    claim: held,
                    query: &submission.query,
                    pending_until: 0,
                    deadline: Instant::now() + lookup_timeout,
                };
                match Box::pin(self.find_earlier_ticket(search)).await {
                    EarlierTicket::Opened(opened) => AttemptResult::opened(&opened),
                    EarlierTicket::NotOpened => AttemptResult {
                        response: Err(error),
                        outcome: Some(ClaimOutcome::NotOpened),
                    },
                    EarlierTicket::Unknown {
                        reason,
                        pending_until: of_any,
                    } => AttemptResult::unknown(reason, now).retry_not_before(of_any),
                }
            }
        }
    }

    /// Returns the latest time at which WHMCS ends an action that was started before now, in
    /// milliseconds since 1970.
    fn latest_completion(&self) -> i64 {
        unix_time::millis().saturating_add(to_millis(self.whmcs_timeouts.max_run_time()))
    }
}
