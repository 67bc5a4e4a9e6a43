//! Lifetimes of idempotency keys: how long the relay remembers that a ticket was sent.

use std::time::Duration;

/// Lifetime of a key and its response: 24 hours from its last claim.
pub const KEY_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// [`KEY_LIFETIME`] in milliseconds.
pub(super) const KEY_LIFETIME_MS: i64 = 24 * 60 * 60 * 1000;

/// Time for which a key that may have opened a ticket is recorded after its lifetime, in milliseconds: 30
/// days. Meanwhile, it is [`KeyStatus::Expired`](super::KeyStatus::Expired), and a claim continues the
/// earlier attempt.
pub(super) const USED_KEY_LIFETIME_MS: i64 = 30 * KEY_LIFETIME_MS;
