//! What browsers are told about pages of other origins (Fetch Standard, "CORS protocol").

use super::Origins;
use axum::http::{HeaderName, Method, header};
use std::time::Duration;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// The header that a page of another origin must send: a browser asks before it does.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// How long a browser may remember the permission; two hours is the most that Chromium keeps.
const REMEMBERED: Duration = Duration::from_secs(2 * 60 * 60);

/// The headers on every answer of the API, errors too, for the origins on the list. No cookie ever
/// counts here, so none is allowed.
pub fn layer(origins: &Origins) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins.iter()))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, IDEMPOTENCY_KEY])
        .expose_headers([header::RETRY_AFTER, super::REQUEST_ID])
        .max_age(REMEMBERED)
        // `Vary` is set for every answer of the API, preflights or not.
        .vary([])
}
