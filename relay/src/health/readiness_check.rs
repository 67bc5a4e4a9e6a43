//! The readiness check: what the relay tests before it reports that it can open tickets.

use crate::app_state::AppState;
use std::io::Write;

/// Name of the text that is written to the state store as a test.
const TEST_TEXT: &str = "readiness";

/// Size of the temporary file that is written as a test: a disk without free blocks accepts an empty
/// file.
static TEST_FILE: [u8; 64 << 10] = [0; 64 << 10];

/// Checks everything that a ticket needs, except WHMCS itself.
pub(super) async fn check_readiness(state: &AppState) -> Result<(), &'static str> {
    let is_writable = state.store.save_text(TEST_TEXT, "").await.is_ok();
    if !is_writable {
        return Err("the state cannot be written");
    }
    if !can_write_temporary_files().await {
        return Err("temporary files cannot be written");
    }
    let rules = state.rules.get(&state.whmcs, state.store.as_ref()).await;
    rules.map(drop).ok_or("WHMCS's departments are not loaded")
}

/// Returns `true` if temporary files can be written. Requests over 256 KiB are buffered in them.
async fn can_write_temporary_files() -> bool {
    let write = || tempfile::tempfile()?.write_all(&TEST_FILE);
    let written = tokio::task::spawn_blocking(write).await;
    written.is_ok_and(|result| result.is_ok())
}
