//! Receipts of keys. They are kept in memory: the file belongs to one process, and a request that
//! was received but has not claimed its key ends with the process.

use crate::state::fencing_token::Fence;
use crate::state::random_idempotency_key::IdempotencyKey;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Receipts that were not returned, by key.
#[derive(Default)]
pub struct Receipts(Mutex<HashMap<IdempotencyKey, Vec<Fence>>>);

impl Receipts {
    /// Adds a receipt.
    pub fn add(&self, key: IdempotencyKey, fence: Fence) {
        self.lock().entry(key).or_default().push(fence);
    }

    /// Removes a receipt, if present.
    pub fn remove(&self, key: IdempotencyKey, fence: Fence) {
        let mut receipts = self.lock();
        if let Some(fences) = receipts.get_mut(&key) {
            fences.retain(|other| *other != fence);
            if fences.is_empty() {
                receipts.remove(&key);
            }
        }
    }

    /// Returns `true` if the receipt was not returned.
    pub fn contains(&self, key: IdempotencyKey, fence: Fence) -> bool {
        let receipts = self.lock();
        receipts
            .get(&key)
            .is_some_and(|fences| fences.contains(&fence))
    }

    /// Returns `true` if a key has a receipt.
    pub fn is_received(&self, key: IdempotencyKey) -> bool {
        self.lock().contains_key(&key)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IdempotencyKey, Vec<Fence>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
