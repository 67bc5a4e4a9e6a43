//! Fencing tokens of claims.

use super::error::StateError;

/// Fencing token of one claim: only its holder can complete that claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fence(pub(super) u64);

impl Fence {
    /// Returns a new random token.
    pub(super) fn random() -> Result<Self, StateError> {
        getrandom::u64()
            .map(Self)
            .map_err(|_| StateError::NoRandomness)
    }
}
