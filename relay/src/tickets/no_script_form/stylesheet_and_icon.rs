//! The stylesheet and the icon of the pages.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use open_ticket_http_responses::NOSNIFF;

/// `GET /api/ticket/form.css`: returns the stylesheet.
pub async fn stylesheet() -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/css")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        NOSNIFF,
    ];
    (headers, include_str!("form.css")).into_response()
}

/// `GET /api/ticket/icon.svg`: returns the icon.
pub async fn icon() -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("image/svg+xml"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        NOSNIFF,
    ];
    (headers, include_str!("../../../../style/icon.svg")).into_response()
}
