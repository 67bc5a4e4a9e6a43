//! The request log and the `X-Request-Id` header.

use crate::api_error::ErrorCode;
use crate::loggable_path::{escape, loggable_path};
use crate::metrics::Metrics;
use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderName;
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;
use tracing::Instrument;

/// Response header with the id of the request in the log.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Maximum length of a method in the log. The longest registered one has 17 characters.
const MAX_METHOD_CHARS: usize = 20;

/// Middleware that writes one log line per request, with its id, method, path, status, code and
/// duration, and sets `X-Request-Id`. Queries, headers and bodies are never logged. API paths
/// are logged as the route's pattern, and idempotency keys in other paths are replaced: a key gives
/// access to a ticket.
pub async fn log_request(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let id = new_request_id();
    let span = tracing::info_span!("request", %id);
    let method = escape(request.method().as_str(), MAX_METHOD_CHARS);
    let path = match request.extensions().get::<MatchedPath>() {
        Some(pattern) => pattern.as_str().to_owned(),
        None => loggable_path(request.uri().path()),
    };
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

/// Returns 16 hexadecimal digits. Without randomness they are all 0, which is acceptable: the id
/// only distinguishes log lines.
fn new_request_id() -> String {
    format!("{:016x}", getrandom::u64().unwrap_or_default())
}
