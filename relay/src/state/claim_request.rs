//! Request to claim an idempotency key.

use super::claims_and_statuses::{Claim, Fingerprint, PreviousAttempt, Receipt};
use super::error::StateError;
use super::fencing_token::Fence;
use super::key_lifetimes::KEY_LIFETIME_MS;
use super::random_idempotency_key::IdempotencyKey;
use super::sliding_window::RateLimit;

/// Request to claim a key.
#[derive(Clone, Debug)]
pub struct ClaimRequest {
    pub(super) key: IdempotencyKey,
    pub(super) fingerprint: Fingerprint,
    pub(super) now: i64,
    pub(super) lease_ends_at: i64,
    pub(super) fence: Fence,
    pub(super) intent: Option<Fingerprint>,
    pub(super) receipt: Option<Fence>,
    pub(super) rate_limits: Vec<RateLimit>,
}

impl ClaimRequest {
    /// Creates a request for a lease of `lease_ms` milliseconds from `now`, at most 24 hours.
    ///
    /// # Errors
    /// [`StateError::NoRandomness`].
    pub fn new(
        key: IdempotencyKey,
        fingerprint: Fingerprint,
        now: i64,
        lease_ms: i64,
    ) -> Result<Self, StateError> {
        Ok(Self {
            key,
            fingerprint,
            now,
            lease_ends_at: now.saturating_add(lease_ms.clamp(0, KEY_LIFETIME_MS)),
            fence: Fence::random()?,
            intent: None,
            receipt: None,
            rate_limits: Vec::new(),
        })
    }

    /// Adds a hash that is the same for all requests whose tickets cannot be distinguished by a
    /// search.
    #[must_use]
    pub const fn with_intent(mut self, intent: Fingerprint) -> Self {
        self.intent = Some(intent);
        self
    }

    /// Makes the claim return this receipt, whatever the result of the claim is.
    #[must_use]
    pub const fn with_receipt(mut self, receipt: Option<Receipt>) -> Self {
        self.receipt = match receipt {
            Some(receipt) => Some(receipt.fence),
            None => None,
        };
        self
    }

    /// Counts the first claim of a key within these limits. If one of them is exceeded, the key is not
    /// claimed. A claim after an earlier attempt is not counted.
    #[must_use]
    pub fn with_rate_limits(mut self, limits: Vec<RateLimit>) -> Self {
        self.rate_limits = limits;
        self
    }

    /// Returns the expiry time of the key once this claim is acquired.
    pub(super) const fn key_expires_at(&self) -> i64 {
        self.now.saturating_add(KEY_LIFETIME_MS)
    }

    pub(super) const fn acquired(&self, first_claimed_at: i64, previous: PreviousAttempt) -> Claim {
        Claim::Acquired {
            first_claimed_at,
            previous,
            fence: self.fence,
        }
    }
}
