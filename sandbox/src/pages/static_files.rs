//! The stylesheet and the icon of the pages.

use super::layout::{ICON, STYLESHEET};
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;
use open_ticket_http_responses::NOSNIFF;

/// Returns the routes of both files.
pub fn routes() -> Router {
    Router::new()
        .route(
            &format!("/{STYLESHEET}"),
            get(async || file("text/css", include_str!("sandbox.css"))),
        )
        .route(
            &format!("/{ICON}"),
            get(async || file("image/svg+xml", include_str!("sandbox.svg"))),
        )
}

fn file(content_type: &'static str, content: &'static str) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        NOSNIFF,
    ];
    (headers, content)
}
