//! The reason why a token was refused, for the operator's log.

use crate::api_error::ApiError;

/// Reason why a token was refused. It contains no part of the token: its claims identify people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenRefusal {
    /// Claim, header parameter or part of the token.
    claim: &'static str,
    /// Reason, as the rest of a sentence about the claim.
    reason: &'static str,
    is_expired: bool,
}

impl TokenRefusal {
    pub(super) const fn new(claim: &'static str, reason: &'static str) -> Self {
        Self {
            claim,
            reason,
            is_expired: false,
        }
    }

    pub(super) const fn expired() -> Self {
        Self {
            is_expired: true,
            ..Self::new("exp", "the token has expired")
        }
    }

    /// Logs the refusal, and converts it to [`ApiError::TokenExpired`] or
    /// [`ApiError::TokenInvalid`]: a more specific response would help to forge a token.
    #[must_use]
    pub fn log(self) -> ApiError {
        let Self { claim, reason, .. } = self;
        // Expected for every form that stays open for a long time.
        if self.is_expired {
            tracing::info!(claim, reason, "a token was refused");
            return ApiError::TokenExpired;
        }
        tracing::warn!(claim, reason, "a token was refused");
        ApiError::TokenInvalid
    }
}
