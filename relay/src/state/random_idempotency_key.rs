//! Generation of random idempotency keys.

pub use open_ticket::ticket::IdempotencyKey;

/// Generates a random idempotency key. Returns `None` if the operating system provides no
/// randomness.
#[must_use]
pub fn random_idempotency_key() -> Option<IdempotencyKey> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(IdempotencyKey::from_random_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_keys_differ() {
        let first = random_idempotency_key().unwrap();
        let second = random_idempotency_key().unwrap();
        assert_ne!(first, second);
    }
}
