//! Limits of the preview, above which it is updated later or paused, so that typing stays fast.

use std::time::Duration;

/// Maximum size of a message with a preview, in bytes. A larger one would make typing slow.
pub(super) const MAX_MESSAGE: usize = 1 << 18;
/// Maximum size of a changed block that is rendered with every keystroke, in bytes. The browser lays
/// out the whole block. A smaller message is always rendered immediately.
pub(super) const MAX_IMMEDIATE_BLOCK: usize = 1 << 14;
/// Maximum time for an update with every keystroke, in milliseconds.
pub(super) const MAX_IMMEDIATE_UPDATE: f64 = 16.0;
/// Delay of a slow update after the last keystroke.
pub(super) const SLOW_UPDATE_DELAY: Duration = Duration::from_millis(300);
