//! The routes of both checks.

use crate::app_state::AppState;
use crate::paths;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use open_ticket_http_responses::NO_STORE;
use std::io::Write;
use std::sync::Arc;

/// Name of the text that is written to the state store as a test.
const TEST_TEXT: &str = "readiness";

/// Size of the temporary file that is written as a test: a disk without free blocks accepts an empty
/// file.
static TEST_FILE: [u8; 64 << 10] = [0; 64 << 10];

/// Returns the routes of both checks.
pub fn routes(state: Arc<AppState>) -> Router {
    Router::new()
        .route(paths::HEALTH, get(async || "ok\n"))
        .route(paths::READY, get(show_readiness))
        .with_state(state)
}

/// `GET /readyz`: status 200 if the relay can open tickets, otherwise 503 with the reason.
async fn show_readiness(State(state): State<Arc<AppState>>) -> Response {
    let result = state.readiness.check(check_readiness(&state));
    match result.await {
        Ok(()) => ([NO_STORE], "ready\n").into_response(),
        Err(reason) => {
            let body = format!("{reason}\n");
            (StatusCode::SERVICE_UNAVAILABLE, [NO_STORE], body).into_response()
        }
    }
}

/// Checks everything that a ticket needs, except WHMCS itself.
async fn check_readiness(state: &AppState) -> Result<(), &'static str> {
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
