//! State of the readiness check.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// Time for which a result is reused, so that not every request causes a write.
const MAX_AGE: Duration = Duration::from_secs(1);

/// State of the readiness check: shutdown, and the last result.
#[derive(Debug, Default)]
pub struct Readiness {
    /// Shared with the readiness of reloaded configurations.
    is_draining: Arc<AtomicBool>,
    last_check: Mutex<Option<(Instant, Result<(), &'static str>)>>,
}

impl Readiness {
    /// Returns the readiness for a reloaded configuration. A shutdown applies to both.
    #[must_use]
    pub fn after_reload(&self) -> Self {
        Self {
            is_draining: Arc::clone(&self.is_draining),
            last_check: Mutex::default(),
        }
    }

    /// Records that the shutdown has begun.
    pub fn start_draining(&self) {
        self.is_draining.store(true, Ordering::Relaxed);
    }

    /// Returns the last result, or runs `check` if that result is too old. Concurrent callers wait for
    /// one check.
    ///
    /// # Errors
    /// The reason why the relay is not ready.
    pub async fn check(
        &self,
        check: impl Future<Output = Result<(), &'static str>>,
    ) -> Result<(), &'static str> {
        if self.is_draining.load(Ordering::Relaxed) {
            return Err("shutting down");
        }
        let mut last_check = self.last_check.lock().await;
        if let Some((time, result)) = *last_check
            && time.elapsed() < MAX_AGE
        {
            return result;
        }
        let result = check.await;
        *last_check = Some((Instant::now(), result));
        result
    }
}
