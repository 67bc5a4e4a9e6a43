//! JSON responses.

use crate::NO_STORE;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;

/// Returns a response with the JSON text `body` and `Cache-Control: no-store`.
pub fn json(body: String) -> impl IntoResponse {
    let content_type = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, content_type), NO_STORE], body)
}
