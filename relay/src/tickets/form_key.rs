//! The idempotency key in a field of a form, which is recorded as soon as the field has arrived: the
//! rest of the form may take minutes, and wait for a permit and for WHMCS.

use super::key_receipt::KeyReceipt;
use super::state_error::state_unavailable;
use crate::api_error::ApiError;
use crate::app_state::AppState;
use crate::body::{KEY_FIELD, Pause, Scan, pause_once};
use crate::state::IdempotencyKey;
use axum::body::Body;
use std::sync::{Arc, OnceLock};

/// Maximum size of the field, in bytes: a UUID, with white space around it.
const MAX_KEY_BYTES: usize = 64;

type Recorded = OnceLock<Result<Arc<KeyReceipt>, ApiError>>;

/// Key of a form, once its field has arrived. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct FormKey(Arc<Recorded>);

impl FormKey {
    /// Records the key that a scan finds. Until it is recorded, the returned body pauses.
    pub fn record_from(state: &Arc<AppState>, scan: &Scan, body: Body) -> (Self, Body) {
        let found = Self::default();
        let (state, scan, recorded) = (Arc::clone(state), scan.clone(), Arc::clone(&found.0));
        let record = move || {
            let text = scan.complete_text(KEY_FIELD, MAX_KEY_BYTES)?;
            let key = IdempotencyKey::parse(&text)?;
            Some(record(Arc::clone(&state), key, Arc::clone(&recorded)))
        };
        (found, pause_once(body, record))
    }

    /// Returns the receipt of the key, if its field has arrived.
    ///
    /// # Errors
    /// [`ApiError::Unavailable`] if the key could not be recorded.
    pub fn receipt(&self) -> Result<Option<Arc<KeyReceipt>>, ApiError> {
        self.0.get().cloned().transpose()
    }

    /// Returns the key, if its field has arrived and was recorded.
    pub fn key(&self) -> Option<IdempotencyKey> {
        let receipt = self.0.get()?.as_ref().ok()?;
        Some(receipt.receipt().key)
    }

    /// Returns `true` if the field has arrived.
    pub fn is_known(&self) -> bool {
        self.0.get().is_some()
    }

    /// Gives the receipt back to the store, at the end of the request.
    pub async fn release(&self) {
        if let Some(Ok(receipt)) = self.0.get() {
            receipt.release().await;
        }
    }
}

fn record(state: Arc<AppState>, key: IdempotencyKey, recorded: Arc<Recorded>) -> Pause {
    Box::pin(async move {
        let receipt = KeyReceipt::record(&state, key).await;
        // The key is recorded once.
        let _ = recorded.set(receipt.map_err(state_unavailable));
    })
}
