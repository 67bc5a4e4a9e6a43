//! Deletion of expired state, in the background.

use super::store::StateStore;
use crate::unix_time;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// Time between two deletions. Data remains at most this long after it has expired.
const INTERVAL: Duration = Duration::from_secs(60);

/// Deletes expired keys, responses and counters, now and every minute, until cancelled.
pub async fn delete_expired_regularly(store: Arc<dyn StateStore>) {
    let mut interval = interval(INTERVAL);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        if let Err(error) = store.delete_expired(unix_time::millis()).await {
            tracing::error!(%error, "cannot delete expired state");
        }
    }
}
