//! Who may ask, how often, and what the log keeps of it.

mod address;
pub mod cors;
mod origin;
mod rates;

pub use address::Proxies;
pub use origin::{Asker, Origins};
pub use rates::Rates;

use crate::error::Code;
use crate::metrics::Metrics;
use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderName;
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;
use tracing::Instrument;

/// The header that names a request, in the answer and in the log.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Writes a line per request: its id, which the answer carries as `X-Request-Id`, method, path,
/// status, code and duration. Never a query, a header or a body; and of an address with a key in
/// it, which opens a ticket, the pattern.
pub async fn log(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let id = request_id();
    let span = tracing::info_span!("request", %id);
    let (method, path) = (request.method().clone(), loggable(&request));
    async move {
        let begun = Instant::now();
        let mut response = next.run(request).await;
        let code = response
            .extensions()
            .get::<Code>()
            .map_or("", |code| code.0);
        let (status, took) = (response.status().as_u16(), begun.elapsed());
        metrics.answered(status, code);
        tracing::info!(%method, %path, status, code, took_ms = took.as_millis() as u64);
        if let Ok(id) = id.parse() {
            response.headers_mut().insert(REQUEST_ID, id);
        }
        response
    }
    .instrument(span)
    .await
}

/// The path of a file stands for itself; that of an API has been matched, or is a stranger's.
fn loggable(request: &Request) -> String {
    match request.extensions().get::<MatchedPath>() {
        Some(path) => path.as_str().to_owned(),
        None if request.uri().path().starts_with("/api/") => "/api/…".to_owned(),
        None => request.uri().path().chars().take(200).collect(),
    }
}

/// Sixteen hexadecimal digits. Without randomness all of them are 0: an id only tells lines apart.
fn request_id() -> String {
    format!("{:016x}", getrandom::u64().unwrap_or_default())
}
