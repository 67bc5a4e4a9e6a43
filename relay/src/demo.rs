//! The demo page and the form's files.

use crate::page;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware;
use axum::response::Response;
use axum::routing::any;
use std::path::Path;
use tower_http::services::ServeDir;

const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");

/// Serves a folder: its pages under the strict policy, everything else to any site, each file in
/// its smallest form that the browser takes.
pub fn files(dist: &Path) -> Router {
    let files = ServeDir::new(dist)
        .precompressed_br()
        .precompressed_gzip()
        .fallback(any(missing));
    Router::new()
        .fallback_service(files)
        .layer(middleware::map_response(with_headers))
}

/// Says what is missing: everything, or one page.
async fn missing(uri: Uri) -> Response {
    if !matches!(uri.path(), "/" | "/index.html") {
        return page::not_found();
    }
    page::notice(
        StatusCode::NOT_FOUND,
        "The form is not built yet",
        "The folder that --dist names holds no index.html. `make dist` builds it; `make run` \
         builds it and starts the relay.",
    )
}

async fn with_headers(mut response: Response<Body>) -> Response<Body> {
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    let headers = response.headers_mut();
    if is_page {
        set(headers, header::CONTENT_SECURITY_POLICY, page::DEMO_POLICY);
        set(headers, header::REFERRER_POLICY, "same-origin");
    } else {
        set(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        set(headers, CROSS_ORIGIN_RESOURCE_POLICY, "cross-origin");
    }
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Names stay the same from build to build: a browser asks whether a file is still the same.
    set(headers, header::CACHE_CONTROL, "no-cache");
    headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    response
}

/// Sets a header that the answer has not set itself.
fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}
