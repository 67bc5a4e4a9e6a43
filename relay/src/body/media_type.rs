//! The media type of a request.

use axum::http::{HeaderMap, header};

/// Returns the media type of `Content-Type` without its parameters, in lower case. Empty without a
/// valid header.
#[must_use]
pub fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE);
    let value = value.and_then(|value| value.to_str().ok());
    let essence = value.unwrap_or_default().split(';').next();
    essence.unwrap_or_default().trim().to_ascii_lowercase()
}
