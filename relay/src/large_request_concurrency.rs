//! Concurrency limits for memory-intensive work.

use crate::api_error::ApiError;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Limits for large tickets. Tickets that wait for a permit are buffered in files and take no
/// memory. Clones share them.
#[derive(Clone, Debug)]
pub struct ConcurrencyLimits {
    large_tickets: Arc<Semaphore>,
    encoding: Arc<Semaphore>,
}

impl ConcurrencyLimits {
    /// Creates limits for `max_large` concurrent large tickets. Parsing and encoding take the most
    /// memory. They are limited to the number of processors, because more would not be faster.
    #[must_use]
    pub fn new(max_large: usize) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            large_tickets: Arc::new(Semaphore::new(max_large)),
            encoding: Arc::new(Semaphore::new(processors.min(max_large))),
        }
    }

    /// Waits for a permit to process a large ticket. The permit is released on drop.
    ///
    /// # Errors
    /// [`ApiError::Unavailable`] during shutdown.
    pub async fn large_ticket(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        acquire(&self.large_tickets).await
    }

    /// Waits for a permit to parse or encode a large ticket. The permit is released on drop.
    ///
    /// # Errors
    /// [`ApiError::Unavailable`] during shutdown.
    pub async fn encoding(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        acquire(&self.encoding).await
    }
}

async fn acquire(semaphore: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, ApiError> {
    let permit = Arc::clone(semaphore).acquire_owned().await;
    permit.map_err(|_| ApiError::Unavailable)
}
