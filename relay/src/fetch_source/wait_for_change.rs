//! Pause between two readings of a source.

use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;

/// Waits for a change of the settings, for at most this time. Returns `false` if the settings cannot
/// change any more.
pub async fn wait_for_change<T>(settings: &mut watch::Receiver<T>, time: Duration) -> bool {
    match timeout(time, settings.changed()).await {
        Ok(changed) => changed.is_ok(),
        Err(_) => true,
    }
}
