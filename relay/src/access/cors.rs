//! CORS headers (Fetch Standard, "CORS protocol").

use super::request_origin::AllowedOrigins;
use crate::request_log::REQUEST_ID;
use axum::http::{HeaderName, Method, header};
use std::time::Duration;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// Request header with the idempotency key. Pages of another origin must send this header, because
/// browsers then send a preflight request first.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Time for which browsers may cache the preflight response. Chromium's maximum is two hours.
const PREFLIGHT_MAX_AGE: Duration = Duration::from_secs(2 * 60 * 60);

/// Returns the layer that sets the CORS headers on every response of the API, including errors, for
/// the allowed origins. The API ignores cookies, so it allows no credentials.
pub fn cors_layer(origins: &AllowedOrigins) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins.iter()))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, IDEMPOTENCY_KEY])
        .expose_headers([header::RETRY_AFTER, REQUEST_ID])
        .max_age(PREFLIGHT_MAX_AGE)
        // The API sets `Vary` itself, on every response.
        .vary([])
}
