//! The router: API, sandbox, health check and static files.

use crate::app_state::AppState;
use crate::pages::{SiteKind, static_files};
use crate::request_log::log_request;
use crate::{health, route_paths, suggestions, tickets};
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use open_ticket_sandbox::{Sandbox, refuse_foreign_requests};
use std::path::Path;
use std::sync::Arc;

/// Returns all routes of the relay. With a sandbox, they include its pages and the demo page.
pub fn router(state: Arc<AppState>, sandbox: Option<&Sandbox>, dist: &Path) -> Router {
    let site = match sandbox {
        Some(_) => SiteKind::Demo(state.signing_key.clone()),
        None => SiteKind::Production,
    };
    let metrics = state.metrics.clone();
    let mut pages = static_files(dist, site);
    if sandbox.is_some() {
        // The demo page signs tokens for anyone.
        pages = pages.layer(from_fn(refuse_foreign_requests));
    }
    Router::new()
        .merge(tickets::routes(Arc::clone(&state)))
        .merge(suggestions::routes(Arc::clone(&state)))
        .merge(health::routes(state))
        .nest(
            route_paths::SANDBOX_PREFIX,
            sandbox.map(Sandbox::routes).unwrap_or_default(),
        )
        .fallback_service(pages)
        .layer(from_fn_with_state(metrics, log_request))
}
