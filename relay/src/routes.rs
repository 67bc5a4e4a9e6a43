//! The router: API, sandbox, health check and static files.

use crate::app_state::AppState;
use crate::pages::static_files;
use crate::request_log::log_request;
use crate::{paths, tickets};
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use open_ticket_sandbox::{Sandbox, refuse_foreign_requests};
use std::path::Path;
use std::sync::Arc;

/// Returns all routes of the relay. With a sandbox, they include its pages and the signed-in view
/// of the demo page.
pub fn router(state: Arc<AppState>, sandbox: Option<&Sandbox>, dist: &Path) -> Router {
    let signing_key = state.signing_key.clone().filter(|_| sandbox.is_some());
    let metrics = state.metrics.clone();
    let mut pages = static_files(dist, signing_key);
    if sandbox.is_some() {
        // The demo page signs tokens for anybody.
        pages = pages.layer(from_fn(refuse_foreign_requests));
    }
    Router::new()
        .merge(tickets::routes(state))
        .nest(
            paths::SANDBOX_PREFIX,
            sandbox.map(Sandbox::routes).unwrap_or_default(),
        )
        .route(paths::HEALTH, get(async || "ok\n"))
        .fallback_service(pages)
        .layer(from_fn_with_state(metrics, log_request))
}
