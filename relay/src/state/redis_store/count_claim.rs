//! Rate limits of a claim. In a cluster, their counters may be on another node than the key, so they are
//! checked by another script, while the claim is held.

use super::RedisStore;
use crate::state::claim_request::ClaimRequest;
use crate::state::claims_and_statuses::{Claim, ClaimOutcome, Completion, PreviousAttempt};
use crate::state::error::StateError;
use crate::state::sliding_window::{Admission, RateLimitMode};
use crate::state::store::StateStore;

impl RedisStore {
    /// Counts the first claim of a key within the rate limits of its request. Releases the claim if
    /// one of them is exceeded.
    ///
    /// # Errors
    /// [`StateError::Failed`]. The claim is completed as not opened, since it may have been counted.
    pub(super) async fn count_first_claim(
        &self,
        claim: Claim,
        request: &ClaimRequest,
    ) -> Result<Claim, StateError> {
        let Claim::Acquired {
            previous: PreviousAttempt::None,
            fence,
            ..
        } = claim
        else {
            return Ok(claim);
        };
        let (limits, now) = (&request.rate_limits, request.now);
        let admission = self.check_rate_limits(limits, now, RateLimitMode::Count);
        let (result, outcome) = match admission.await {
            Ok(Admission::Admitted) => return Ok(claim),
            Ok(Admission::RetryAfter(wait)) => {
                (Ok(Claim::RateLimited(wait)), ClaimOutcome::Released)
            }
            Err(error) => (Err(error), ClaimOutcome::NotOpened),
        };
        let completion = Completion {
            key: request.key,
            fence,
            outcome,
            now,
        };
        let completed = self.complete(completion).await;
        result.and_then(|claim| completed.map(|()| claim))
    }
}
