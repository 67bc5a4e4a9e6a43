//! Deduplication of concurrent lookups in WHMCS (single flight), and a short-lived cache of their
//! results.

use crate::whmcs::ReadFailed;
use std::collections::HashMap;
use std::future::Future;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// Values by key, each with its lookup.
#[derive(Debug)]
pub struct SingleFlight<K, V> {
    slots: Mutex<HashMap<K, Slot<V>>>,
    limits: CacheLimits,
}

/// Limits of the values that are kept.
#[derive(Clone, Copy, Debug)]
pub struct CacheLimits {
    /// Maximum age of a value.
    pub max_age: Duration,
    /// Maximum number of values. All are discarded when there are more.
    pub max_values: usize,
}

/// Last result of a lookup. The task that holds the lock runs the lookup.
type Slot<V> = Arc<tokio::sync::Mutex<Option<LookupResult<V>>>>;

#[derive(Clone, Debug)]
struct LookupResult<V> {
    ended: Instant,
    value: Result<V, ReadFailed>,
}

impl<K: Eq + Hash, V: Clone + Send + 'static> SingleFlight<K, V> {
    /// Returns an empty cache.
    pub fn new(limits: CacheLimits) -> Self {
        Self {
            slots: Mutex::default(),
            limits,
        }
    }

    /// Returns a value that is not too old, without a lookup.
    pub fn cached(&self, key: &K) -> Option<V> {
        let slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = slots.get(key)?.try_lock().ok()?;
        let result = slot
            .as_ref()
            .filter(|result| result.is_usable(self.limits.max_age))?;
        result.value.clone().ok()
    }

    /// Returns a value, or looks it up. The lookup continues after `deadline`, and even if its
    /// caller is cancelled, since other callers may wait for it.
    ///
    /// # Errors
    /// [`ReadFailed`], also if the lookup takes too long.
    pub async fn get<F: Future<Output = Result<V, ReadFailed>> + Send + 'static>(
        &self,
        key: K,
        deadline: Instant,
        look_up: impl FnOnce() -> F + Send + 'static,
    ) -> Result<V, ReadFailed> {
        let called = Instant::now();
        let max_age = self.limits.max_age;
        let slot = self.slot(key);
        let task = tokio::spawn(async move {
            let mut last = slot.lock_owned().await;
            // A caller that waited for another lookup gets its result, even a failure.
            let shared = last
                .as_ref()
                .filter(|result| result.is_usable(max_age) || result.ended >= called);
            if let Some(result) = shared {
                return result.value.clone();
            }
            let value = look_up().await;
            let ended = Instant::now();
            *last = Some(LookupResult {
                ended,
                value: value.clone(),
            });
            value
        });
        match timeout_at(deadline, task).await {
            Ok(Ok(value)) => value,
            Ok(Err(_)) => Err(ReadFailed),
            Err(_) => {
                tracing::error!("a lookup in WHMCS takes too long");
                Err(ReadFailed)
            }
        }
    }

    fn slot(&self, key: K) -> Slot<V> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.len() >= self.limits.max_values && !slots.contains_key(&key) {
            slots.clear();
        }
        Arc::clone(slots.entry(key).or_default())
    }
}

impl<V> LookupResult<V> {
    fn is_usable(&self, max_age: Duration) -> bool {
        self.value.is_ok() && self.ended.elapsed() < max_age
    }
}
