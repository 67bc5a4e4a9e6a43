//! The request handlers of both checks, and their routes.

use super::readiness_check::check_readiness;
use crate::app_state::AppState;
use crate::route_paths;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use open_ticket_http_responses::NO_STORE;
use std::sync::Arc;

/// Returns the routes of both checks.
pub fn routes(state: Arc<AppState>) -> Router {
    Router::new()
        .route(route_paths::HEALTH, get(async || "ok\n"))
        .route(route_paths::READY, get(show_readiness))
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
