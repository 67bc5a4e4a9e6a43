//! The routes of both checks.

use crate::app_state::AppState;
use crate::paths;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use open_ticket_http_responses::NO_STORE;
use std::sync::Arc;

/// Name of the text that is written to the state store as a test.
const TEST_TEXT: &str = "readiness";

/// Returns the routes of both checks.
pub fn routes(state: Arc<AppState>) -> Router {
    Router::new()
        .route(paths::HEALTH, get(async || "ok\n"))
        .route(paths::READY, get(show_readiness))
        .with_state(state)
}

/// `GET /readyz`: status 200 if the relay can open tickets, otherwise 503 with the reason.
async fn show_readiness(State(state): State<Arc<AppState>>) -> Response {
    let result = state.readiness.check(check_store_and_rules(&state));
    match result.await {
        Ok(()) => ([NO_STORE], "ready\n").into_response(),
        Err(reason) => {
            let body = format!("{reason}\n");
            (StatusCode::SERVICE_UNAVAILABLE, [NO_STORE], body).into_response()
        }
    }
}

async fn check_store_and_rules(state: &AppState) -> Result<(), &'static str> {
    let is_writable = state.store.save_text(TEST_TEXT, "").await.is_ok();
    if !is_writable {
        return Err("the state cannot be written");
    }
    let rules = state.rules.get(&state.whmcs, state.store.as_ref()).await;
    rules.map(drop).ok_or("WHMCS's departments are not loaded")
}
