//! The request log and the `X-Request-Id` header.

use crate::api_error::ErrorCode;
use crate::metrics::Metrics;
use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderName;
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;
use tracing::Instrument;

/// Response header with the id of the request in the log.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Maximum number of characters of a path in the log.
const MAX_PATH_CHARS: usize = 200;

/// Middleware that writes one log line per request, with its id, method, path, status, code and
/// duration, and sets `X-Request-Id`. Queries, headers and bodies are never logged. API paths
/// are logged as the route's pattern: an idempotency key in a path gives access to a ticket.
pub async fn log_request(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let id = new_request_id();
    let span = tracing::info_span!("request", %id);
    let (method, path) = (request.method().clone(), loggable_path(&request));
    async move {
        let started = Instant::now();
        let mut response = next.run(request).await;
        let code = response
            .extensions()
            .get::<ErrorCode>()
            .map_or("", |code| code.0);
        let (status, duration) = (response.status().as_u16(), started.elapsed());
        metrics.count_response(status, code);
        tracing::info!(%method, %path, status, code, duration_ms = duration.as_millis() as u64);
        if let Ok(id) = id.parse() {
            response.headers_mut().insert(REQUEST_ID, id);
        }
        response
    }
    .instrument(span)
    .await
}

/// Returns the path of a static file, or the pattern of an API route. An API path without a route
/// is replaced.
fn loggable_path(request: &Request) -> String {
    match request.extensions().get::<MatchedPath>() {
        Some(path) => path.as_str().to_owned(),
        None if request.uri().path().starts_with("/api/") => "/api/…".to_owned(),
        None => request.uri().path().chars().take(MAX_PATH_CHARS).collect(),
    }
}

/// Returns 16 hexadecimal digits. Without randomness they are all 0, which is acceptable: the id
/// only distinguishes log lines.
fn new_request_id() -> String {
    format!("{:016x}", getrandom::u64().unwrap_or_default())
}
