//! Random idempotency keys.

use crate::ticket::IdempotencyKey;

/// Generates a random idempotency key. Returns `None` if the browser has no source of randomness.
///
/// `crypto.randomUUID` is not used: it exists in secure contexts only.
#[must_use]
pub fn random_idempotency_key() -> Option<IdempotencyKey> {
    let mut bytes = [0; 16];
    let crypto = web_sys::window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(IdempotencyKey::from_random_bytes(bytes))
}
