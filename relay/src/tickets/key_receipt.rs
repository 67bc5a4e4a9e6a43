//! Receipt of an idempotency key: from the time at which a request with a key has been received until
//! the request ends or claims the key, the outcome of the key is reported as unknown.
//!
//! A request may wait for its body, for a permit or for WHMCS before it claims its key, and a proxy
//! may keep it open after the browser has disconnected. Without a receipt, the relay would
//! report that no ticket was opened.

use crate::app_state::AppState;
use crate::state::{IdempotencyKey, Receipt, StateError, StateStore};
use crate::unix_time;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::task::AbortHandle;
use tokio::time::sleep;

/// Lifetime of a receipt, in milliseconds. After a crash of the relay, the key is reported as unknown for
/// this time. A request whose receipt was not renewed in time cannot claim its key.
const LIFETIME_MS: i64 = 90 * 1_000;

/// Interval at which a receipt is renewed: two renewals may fail.
const RENEWAL_INTERVAL: Duration = Duration::from_secs(25);

/// Receipt that is returned on drop, if it was not returned before.
pub struct KeyReceipt {
    receipt: Receipt,
    state: Arc<AppState>,
    is_returned: AtomicBool,
    renewal: Option<AbortHandle>,
}

impl KeyReceipt {
    /// Records that a request with this key was received.
    ///
    /// # Errors
    /// [`StateError`].
    pub async fn record(
        state: &Arc<AppState>,
        key: IdempotencyKey,
    ) -> Result<Arc<Self>, StateError> {
        let now = unix_time::millis();
        let receipt = Receipt::new(key, now, LIFETIME_MS)?;
        let renewal = state.store.has_expiring_receipts().then(|| {
            let renewal = tokio::spawn(renew(Arc::clone(&state.store), receipt));
            renewal.abort_handle()
        });
        let held = Arc::new(Self {
            receipt,
            state: Arc::clone(state),
            is_returned: AtomicBool::new(false),
            renewal,
        });
        state.store.receive(receipt, now).await?;
        Ok(held)
    }

    /// Returns the receipt of the store.
    pub const fn receipt(&self) -> Receipt {
        self.receipt
    }

    /// Records that a claim has returned the receipt.
    pub fn set_returned(&self) {
        self.end_renewal();
        self.is_returned.store(true, Ordering::Relaxed);
    }

    fn end_renewal(&self) {
        if let Some(renewal) = &self.renewal {
            renewal.abort();
        }
    }

    /// Gives the receipt back to the store, after the request has ended. Does nothing after a claim.
    pub async fn release(&self) {
        if self.is_returned.load(Ordering::Relaxed) {
            return;
        }
        match self.state.store.return_receipt(self.receipt).await {
            Ok(()) => self.set_returned(),
            Err(error) => tracing::error!(%error, "cannot return the receipt of a key"),
        }
    }
}

/// Renews a receipt until the task is aborted.
async fn renew(store: Arc<dyn StateStore>, receipt: Receipt) {
    loop {
        sleep(RENEWAL_INTERVAL).await;
        let now = unix_time::millis();
        let renewed = receipt.renewed(now, LIFETIME_MS);
        if let Err(error) = store.renew_receipt(renewed, now).await {
            tracing::error!(%error, "cannot renew the receipt of a key");
        }
    }
}

impl Drop for KeyReceipt {
    /// Gives the receipt back if the request was cancelled, because its browser has disconnected.
    fn drop(&mut self) {
        self.end_renewal();
        if self.is_returned.load(Ordering::Relaxed) {
            return;
        }
        let Ok(runtime) = Handle::try_current() else {
            return;
        };
        let (store, receipt) = (Arc::clone(&self.state.store), self.receipt);
        let return_receipt = async move {
            if let Err(error) = store.return_receipt(receipt).await {
                tracing::error!(%error, "cannot return the receipt of a key");
            }
        };
        self.state.submissions.spawn_on(return_receipt, &runtime);
    }
}

impl fmt::Debug for KeyReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyReceipt").finish_non_exhaustive()
    }
}
