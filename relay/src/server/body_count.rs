//! Number of connections that receive a body, on which the size of their reads depends. hyper keeps a buffer
//! of the size of the largest reads for each connection.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Number of connections that may receive a body with large reads at the same time.
pub const MAX_LARGE_READS: usize = 128;

/// Maximum size of a read while more connections receive a body, in bytes.
pub const SMALL_READ: usize = 8 << 10;

/// Number of connections that receive a body.
static BODIES: AtomicUsize = AtomicUsize::new(0);

/// Counts a connection while it receives a body.
pub struct BodyCount {
    /// `true` if other connections have used up the large reads.
    pub is_small: bool,
}

impl BodyCount {
    /// Counts a connection.
    pub fn new() -> Self {
        let others = BODIES.fetch_add(1, Ordering::Relaxed);
        Self {
            is_small: others >= MAX_LARGE_READS,
        }
    }
}

impl Drop for BodyCount {
    fn drop(&mut self) {
        BODIES.fetch_sub(1, Ordering::Relaxed);
    }
}
