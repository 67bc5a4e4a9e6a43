//! Keys of claims in progress, in memory: the file belongs to one process. Each commit claims and completes
//! several keys. With an index of them in the file, it would change three more pages.

use crate::state::fencing_token::Fence;
use crate::state::random_idempotency_key::IdempotencyKey;
use rusqlite::{Connection, Result};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Keys of claims in progress, with their fencing tokens: every key whose row has the status
/// `in_progress`, and some others. At startup there are no such rows.
#[derive(Default)]
pub struct HeldKeys(Mutex<HashMap<IdempotencyKey, Fence>>);

impl HeldKeys {
    /// Adds a key, before its claim is committed.
    pub fn insert(&self, key: IdempotencyKey, fence: Fence) {
        self.lock().insert(key, fence);
    }

    /// Removes a key after its claim was completed, unless another claim holds it.
    pub fn remove(&self, key: IdempotencyKey, fence: Fence) {
        let mut held = self.lock();
        if held.get(&key) == Some(&fence) {
            held.remove(&key);
        }
    }

    /// Returns all keys.
    pub fn to_vec(&self) -> Vec<IdempotencyKey> {
        self.lock().keys().copied().collect()
    }

    /// Removes the keys whose claims were not stored, or have expired.
    pub fn remove_others(&self, connection: &Connection) -> Result<()> {
        let mut is_held = connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM idempotency_keys WHERE key = ?1 AND status = 'in_progress')",
        )?;
        for key in self.to_vec() {
            if !is_held.query_row([key.as_bytes()], |row| row.get(0))? {
                self.lock().remove(&key);
            }
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IdempotencyKey, Fence>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
