//! The interface of a state store.

use super::claim_phase::PhaseChange;
use super::claim_request::ClaimRequest;
use super::claims_and_statuses::{
    Claim, Completion, Fingerprint, KeyStatus, Receipt, UnresolvedClaim,
};
use super::error::StateError;
use super::random_idempotency_key::IdempotencyKey;
use super::sliding_window::{Admission, RateLimit, RateLimitMode};
use super::submitted_content::SubmittedContent;
use async_trait::async_trait;
use std::fmt;

/// Store for idempotency keys, rate limits and short texts.
#[async_trait]
pub trait StateStore: fmt::Debug + Send + Sync {
    /// Records that a request with a key was received, before any slow operation: until the receipt
    /// is returned, the relay never reports that the key opened no ticket.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    async fn receive(&self, receipt: Receipt, now: i64) -> Result<(), StateError>;

    /// Returns `true` if a receipt expires unless it is renewed.
    fn has_expiring_receipts(&self) -> bool {
        true
    }

    /// Stores the expiry time of a receipt that was neither returned nor has expired.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    async fn renew_receipt(&self, receipt: Receipt, now: i64) -> Result<(), StateError>;

    /// Gives back the receipt of a request that ends without a claim. Does nothing for a receipt that
    /// was given back already, or has expired.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    async fn return_receipt(&self, receipt: Receipt) -> Result<(), StateError>;

    /// Claims an idempotency key for the duration of a lease. A claim whose lease has expired, for example
    /// because its relay crashed, is [`PreviousAttempt::Unknown`], pending until the end of the lease. For 30
    /// days after its lifetime, a key that may have opened a ticket is claimed with its earlier attempt.
    ///
    /// The rate limits of the request count the first claim of a key: in SQLite, in the same step. If a
    /// limit is exceeded, the key is not claimed.
    ///
    /// A caller that is cancelled during this call may leave a claim behind; it expires with its
    /// lease.
    ///
    /// [`PreviousAttempt::Unknown`]: super::PreviousAttempt::Unknown
    ///
    /// # Errors
    /// [`StateError::Failed`].
    async fn claim(&self, request: ClaimRequest) -> Result<Claim, StateError>;

    /// Changes the phase of a claim that is in progress.
    ///
    /// # Errors
    /// [`StateError::NotHeld`] if another claim followed or the key has expired,
    /// [`StateError::Failed`].
    async fn change_phase(&self, change: PhaseChange) -> Result<(), StateError>;

    /// Completes a claim, even after its lease has expired. The first completion counts: a second
    /// one of the same claim changes nothing.
    ///
    /// # Errors
    /// [`StateError::NotHeld`] if another claim followed or the key has expired,
    /// [`StateError::Failed`].
    async fn complete(&self, completion: Completion) -> Result<(), StateError>;

    /// Returns the status of a key.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    async fn key_status(&self, key: IdempotencyKey, now: i64) -> Result<KeyStatus, StateError>;

    /// Returns those of the given tickets that another key has opened, so that an older ticket with the
    /// same content is not mistaken for the ticket of a lost response. A ticket belongs to its key until 30
    /// days after the lifetime of the key.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    async fn tickets_of_other_keys(
        &self,
        ticket_ids: &[u32],
        key: IdempotencyKey,
    ) -> Result<Vec<u32>, StateError>;

    /// Returns the keys with this intent whose outcome is unknown, in the order of their first
    /// claims and then of the keys, so that each of several indistinguishable tickets is matched with
    /// one key. `key` is the caller's own.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    async fn unresolved_claims(
        &self,
        intent: Fingerprint,
        key: IdempotencyKey,
        now: i64,
    ) -> Result<Vec<UnresolvedClaim>, StateError>;

    /// Returns the key that is recorded for this content. If no key is recorded, or the recorded key is
    /// the replaced one, records the key of the request for [`KEY_LIFETIME`](super::KEY_LIFETIME), and
    /// returns it.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    async fn key_of_content(&self, content: SubmittedContent)
    -> Result<IdempotencyKey, StateError>;

    /// Checks all of these rate limits in one step. In [`RateLimitMode::Count`], counts one event
    /// within each of them, or within none if one of them is exceeded.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    async fn check_rate_limits(
        &self,
        limits: &[RateLimit],
        now: i64,
        mode: RateLimitMode,
    ) -> Result<Admission, StateError>;

    /// Stores a short text under a name, replacing an earlier one.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    async fn save_text(&self, name: &str, text: &str) -> Result<(), StateError>;

    /// Returns the text stored under a name.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    async fn load_text(&self, name: &str) -> Result<Option<String>, StateError>;

    /// Deletes keys, responses and counters that have expired at `now`, and returns their space to
    /// the file system. Does nothing in a store with automatic expiry.
    ///
    /// # Errors
    /// [`StateError::Failed`].
    async fn delete_expired(&self, now: i64) -> Result<(), StateError>;
}
