//! The claim of an idempotency key, while its ticket is sent or searched for.

use super::state_error::state_unavailable;
use crate::api_error::{ApiError, NoResponse};
use crate::app_state::AppState;
use crate::state::{
    Claim, ClaimOutcome, ClaimPhase, ClaimRequest, Completion, Fence, Fingerprint, IdempotencyKey,
    PhaseChange, RateLimit, Receipt, StateError,
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
    /// Hash that is the same for all submissions whose tickets cannot be distinguished.
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
    /// Claims a key, and counts its first claim within the rate limits.
    ///
    /// # Errors
    /// [`StateError`].
    pub(super) async fn claim(
        &self,
        content: ClaimedContent,
        receipt: Option<Receipt>,
        rate_limits: Vec<RateLimit>,
        now: i64,
    ) -> Result<Claim, StateError> {
        let ClaimedContent {
            key,
            fingerprint,
            intent,
        } = content;
        let request = ClaimRequest::new(key, fingerprint, now, to_millis(self.lease()))?
            .with_intent(intent)
            .with_receipt(receipt)
            .with_rate_limits(rate_limits);
        self.store.claim(request).await
    }

    /// Changes the phase of a claim, which other submissions with the same content can see.
    ///
    /// # Errors
    /// [`ApiError::OutcomeUnknown`] if the claim was lost, or the store is unavailable.
    pub(super) async fn change_phase(
        &self,
        held: &mut HeldClaim,
        phase: ClaimPhase,
    ) -> Result<(), ApiError> {
        let change = PhaseChange {
            key: held.content.key,
            fence: held.fence,
            phase,
            first_claimed_at: held.first_claimed_at,
            now: unix_time::millis(),
            lease_ms: to_millis(self.lease()),
        };
        self.store.change_phase(change).await.map_err(|error| {
            state_unavailable(error);
            ApiError::unknown(NoResponse::Unreadable)
        })?;
        held.first_claimed_at = change.first_claimed_at();
        Ok(())
    }

    /// Completes a claim with an outcome.
    pub(super) async fn complete(&self, held: &HeldClaim, outcome: ClaimOutcome) {
        let completion = Completion {
            key: held.content.key,
            fence: held.fence,
            outcome,
            now: unix_time::millis(),
        };
        if let Err(error) = self.store.complete(completion).await {
            // The lease will expire, and the next attempt will look the ticket up.
            tracing::error!(%error, "cannot store the outcome of a submission");
        }
    }

    /// Returns the duration of a lease, which includes the time for which PHP may outlive the relay.
    fn lease(&self) -> Duration {
        let timeouts = self.whmcs_timeouts;
        let lease = timeouts.submission() + timeouts.max_run_time() + LEASE_MARGIN;
        lease.min(MAX_LEASE)
    }
}

/// Returns the latest time until which an action may be running, in milliseconds since 1970. The
/// timeout may have been longer before a reload, or be longer in another relay. A later
/// time is possible only if the clock was wrong.
pub const fn latest_pending_time(now: i64) -> i64 {
    now.saturating_add((MAX_TIMEOUT_SECONDS * 1_000).cast_signed())
}

/// Converts a duration to milliseconds.
pub fn to_millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
