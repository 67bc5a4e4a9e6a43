//! Names of keys in Redis.

use crate::state::random_idempotency_key::IdempotencyKey;

/// Prefix of the Redis keys for idempotency keys.
pub const KEY_PREFIX: &str = "open-ticket:{idempotency}:";

/// Returns the Redis key of an idempotency key.
pub fn redis_key(key: IdempotencyKey) -> String {
    format!("{KEY_PREFIX}{key}")
}

/// Returns the Redis key of the receipts of an idempotency key.
pub fn redis_key_of_receipts(key: IdempotencyKey) -> String {
    format!("{KEY_PREFIX}receipts:{key}")
}

/// Returns the Redis key that records the use of an idempotency key, also after its lifetime.
pub fn redis_key_of_use(key: IdempotencyKey) -> String {
    format!("{KEY_PREFIX}used:{key}")
}

/// Returns the Redis key of the set of idempotency keys with this intent.
pub fn redis_key_of_intent(intent: &str) -> String {
    format!("{KEY_PREFIX}intent:{intent}")
}

/// Returns the Redis key of the set of idempotency keys that opened this ticket.
pub fn redis_key_of_ticket(id: u32) -> String {
    format!("{KEY_PREFIX}ticket:{id}")
}

/// Returns the Redis key of the idempotency key with which this content was submitted.
pub fn redis_key_of_content(digest: &str) -> String {
    format!("{KEY_PREFIX}content:{digest}")
}

/// Returns the Redis key of a text.
pub fn redis_key_of_text(name: &str) -> String {
    format!("open-ticket:text:{name}")
}
