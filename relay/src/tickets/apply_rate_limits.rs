//! Rate limits of submissions.

use super::request_context::RequestContext;
use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::state::{Admission, KeyStatus, RateLimit, RateLimitMode, StateError};
use crate::unix_time;

impl AppState {
    /// Returns the rate limits that apply to a submission.
    pub(super) fn rate_limits_for(&self, context: &RequestContext) -> Vec<RateLimit> {
        let client = context.identity.as_ref().map(|identity| identity.client);
        self.rate_limits.limits_for(context.address, client)
    }

    /// Checks the rate limits without counting. A retry is always admitted: the first attempt was
    /// counted.
    ///
    /// # Errors
    /// [`ApiError::RateLimited`] or [`ApiError::Unavailable`].
    pub(super) async fn check_rate_limits(&self, context: &RequestContext) -> Result<(), ApiError> {
        if let Some(key) = context.key {
            let status = self.store.key_status(key, unix_time::millis()).await;
            if !matches!(
                status.map_err(state_unavailable)?,
                KeyStatus::Unused | KeyStatus::Received
            ) {
                return Ok(());
            }
        }
        let limits = self.rate_limits_for(context);
        self.apply_rate_limits(&limits, RateLimitMode::Peek).await
    }

    /// Counts a ticket within the rate limits.
    ///
    /// # Errors
    /// [`ApiError::RateLimited`] or [`ApiError::Unavailable`].
    pub(super) async fn count_ticket(&self, limits: &[RateLimit]) -> Result<(), ApiError> {
        self.apply_rate_limits(limits, RateLimitMode::Count).await
    }

    async fn apply_rate_limits(
        &self,
        limits: &[RateLimit],
        mode: RateLimitMode,
    ) -> Result<(), ApiError> {
        let now = unix_time::millis();
        let admission = self.store.check_rate_limits(limits, now, mode).await;
        match admission.map_err(state_unavailable)? {
            Admission::Admitted => Ok(()),
            Admission::RetryAfter(wait) => Err(ApiError::RateLimited(wait)),
        }
    }
}

/// Logs an error of the state store and converts it to [`ApiError::Unavailable`]. No ticket is
/// opened without the store, because a retry could not be distinguished from a new ticket.
pub fn state_unavailable(error: StateError) -> ApiError {
    tracing::error!(%error, "the state store is unavailable");
    ApiError::Unavailable
}
