//! HTTP responses that the relay and the sandbox share: [HTML pages without scripts](HtmlPage) and
//! [JSON](json()).

mod html_head;
mod html_page;
mod json;

pub use html_page::{HtmlPage, PageKind};
pub use json::json;

use axum::http::{HeaderName, HeaderValue, header};

/// The header `Cache-Control: no-store`.
pub const NO_STORE: (HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

/// The header `X-Content-Type-Options: nosniff`, which prevents browsers from guessing another
/// content type.
pub const NOSNIFF: (HeaderName, HeaderValue) = (
    header::X_CONTENT_TYPE_OPTIONS,
    HeaderValue::from_static("nosniff"),
);
