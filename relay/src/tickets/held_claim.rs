//! The claim of an idempotency key, while its ticket is sent or searched for.
//!
//! Other submissions with the same content see from a claim what its request does: the first claim of
//! a key is for sending its ticket, each further one for a search. So a request that goes on from one
//! to the other completes its claim with what is known so far, and claims the key again.

use super::apply_rate_limits::state_unavailable;
use crate::api_error::{ApiError, NoResponse};
use crate::app_state::AppState;
use crate::state::{
    Claim, ClaimOutcome, ClaimRequest, Completion, Fence, Fingerprint, IdempotencyKey, Receipt,
    StateError,
};
use crate::unix_time;
use crate::whmcs::MAX_TIMEOUT_SECONDS;
use std::time::Duration;

/// Duration of a lease in addition to the timeouts of a submission.
const LEASE_MARGIN: Duration = Duration::from_secs(60);

/// Maximum duration of a lease: with the longest timeouts, which another relay may have.
pub const MAX_LEASE: Duration =
    Duration::from_secs(5 * MAX_TIMEOUT_SECONDS + LEASE_MARGIN.as_secs());

/// Content of a claim.
#[derive(Clone, Copy, Debug)]
pub struct ClaimedContent {
    /// Idempotency key.
    pub key: IdempotencyKey,
    /// Fingerprint of the request.
    pub fingerprint: Fingerprint,
    /// Hash that is the same for all submissions whose tickets look alike.
    pub intent: Fingerprint,
}

/// Claim that this request holds.
#[derive(Debug)]
pub struct HeldClaim {
    /// Content of the claim.
    pub content: ClaimedContent,
    /// Time of the first attempt, in milliseconds since 1970.
    pub first_claimed_at: i64,
    /// Token that is required to complete the claim.
    pub fence: Fence,
}

impl AppState {
    /// Claims a key.
    ///
    /// # Errors
    /// [`StateError`].
    pub(super) async fn claim(
        &self,
        content: ClaimedContent,
        receipt: Option<Receipt>,
        now: i64,
    ) -> Result<Claim, StateError> {
        // If the relay ends during the request, PHP may still be running.
        let timeouts = self.whmcs_timeouts;
        let lease = timeouts.submission() + timeouts.max_run_time() + LEASE_MARGIN;
        let ClaimedContent {
            key,
            fingerprint,
            intent,
        } = content;
        let request = ClaimRequest::new(key, fingerprint, now, to_millis(lease.min(MAX_LEASE)))?
            .with_intent(intent)
            .with_receipt(receipt);
        self.store.claim(request).await
    }

    /// Completes a claim with an outcome.
    pub(super) async fn complete(&self, held: &HeldClaim, outcome: ClaimOutcome) {
        if let Err(error) = self.try_complete(held, outcome).await {
            // The lease will expire, and the next attempt will look the ticket up.
            tracing::error!(%error, "cannot store the outcome of a submission");
        }
    }

    /// Completes a claim with what is known so far, and claims the key again: for a search after
    /// [`ClaimOutcome::Unknown`], and for sending the ticket after [`ClaimOutcome::NotOpened`].
    ///
    /// # Errors
    /// [`ApiError::InProgress`] if another request has claimed the key in between. If the store is
    /// unavailable, the outcome is unknown.
    pub(super) async fn claim_again(
        &self,
        held: &mut HeldClaim,
        outcome: ClaimOutcome,
    ) -> Result<(), ApiError> {
        let unknown = |error| {
            state_unavailable(error);
            ApiError::unknown(NoResponse::Unreadable)
        };
        self.try_complete(held, outcome).await.map_err(unknown)?;
        // Later than the first claim, by which others recognize a search.
        let now = unix_time::millis().max(held.first_claimed_at.saturating_add(1));
        let claim = self.claim(held.content, None, now).await;
        match claim.map_err(unknown)? {
            Claim::Acquired {
                first_claimed_at,
                fence,
                ..
            } => {
                (held.first_claimed_at, held.fence) = (first_claimed_at, fence);
                Ok(())
            }
            _ => Err(ApiError::InProgress),
        }
    }

    async fn try_complete(
        &self,
        held: &HeldClaim,
        outcome: ClaimOutcome,
    ) -> Result<(), StateError> {
        let completion = Completion {
            key: held.content.key,
            fence: held.fence,
            outcome,
            now: unix_time::millis(),
        };
        self.store.complete(completion).await
    }
}

/// Returns the latest time until which an action may be running, in milliseconds since 1970. The
/// timeout may have been longer before a reload, or be longer in another relay. Later only if the
/// clock was wrong.
pub const fn latest_pending_time(now: i64) -> i64 {
    now.saturating_add((MAX_TIMEOUT_SECONDS * 1_000).cast_signed())
}

/// Converts a duration to milliseconds.
pub fn to_millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
