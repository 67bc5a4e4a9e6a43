//! Content that a request submits under a key.

use super::claims_and_statuses::Fingerprint;
use super::random_idempotency_key::IdempotencyKey;

/// Content that a request submits under a key. Another request may have submitted the same content
/// before.
#[derive(Clone, Copy, Debug)]
pub struct SubmittedContent {
    /// Hash of the content and its requester.
    pub digest: Fingerprint,
    /// Key of this request.
    pub key: IdempotencyKey,
    /// Recorded key that the key of this request replaces.
    pub replaces: Option<IdempotencyKey>,
    /// Current time, in milliseconds since 1970.
    pub now: i64,
}
